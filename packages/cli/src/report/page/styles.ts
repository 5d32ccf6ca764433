/** Quiet, readable, for light and dark and for paper. */
export const STYLES = `
:root { color-scheme: light dark; --fg: #1f2328; --quiet: #59636e; --line: #d1d9e0; --bg: #ffffff; --card: #f6f8fa; --created: #0a5ebf; --delivered: #1f2328; --gap: #0a5ebf22; }
@media (prefers-color-scheme: dark) { :root { --fg: #e6edf3; --quiet: #9aa6b2; --line: #3d444d; --bg: #0d1117; --card: #161b22; --created: #6cb0ff; --delivered: #e6edf3; --gap: #6cb0ff22; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem; background: var(--bg); color: var(--fg); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; }
p, ul { margin: 0 0 .75rem; }
.quiet { color: var(--quiet); }
.verdict { font-size: 1.35rem; line-height: 1.4; margin: 1.5rem 0 .5rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; padding: 0; list-style: none; }
.tiles li { padding: .75rem 1rem; border-radius: .5rem; background: var(--card); }
.tiles strong { display: block; font-size: 1.5rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
svg { display: block; width: 100%; min-width: 32rem; height: auto; }
svg text { fill: var(--quiet); font: 12px system-ui, sans-serif; }
svg .tick line { stroke: var(--line); }
svg .created { fill: none; stroke: var(--created); stroke-width: 2; stroke-dasharray: 5 3; }
svg .delivered { fill: none; stroke: var(--delivered); stroke-width: 2; }
svg .gap { fill: var(--gap); }
svg .created-name, svg .delivered-name { fill: var(--fg); }
summary { cursor: pointer; color: var(--quiet); }
a { color: inherit; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
@media print { body { padding: 0; max-width: none; } details { display: none; } h2 { break-after: avoid; } section { break-inside: avoid; } }
`;
