/** One line through two stations: an idea and where it runs. */
export const Mark = ({ size }: { size: number }) => (
  <svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 32 32"
    width={size}
    height={size}
    aria-hidden="true"
    focusable="false"
  >
    <path
      d="M2 16h28"
      stroke="#f2b45c"
      strokeWidth="3"
      strokeLinecap="round"
      fill="none"
    />
    <circle
      cx="9"
      cy="16"
      r="4.5"
      fill="#0f3d3e"
      stroke="#e8f3f1"
      strokeWidth="2.5"
    />
    <circle cx="23" cy="16" r="4.5" fill="#e8f3f1" />
  </svg>
);
