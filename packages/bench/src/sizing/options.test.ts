import { ASSUMPTIONS } from './assumptions';
import { DEVELOPERS, parseOptions } from './options';

describe('the command line', () => {
  it('has three sizes unless it is told', () => {
    expect(parseOptions([])).toEqual({
      developers: DEVELOPERS,
      assumed: ASSUMPTIONS,
      measure: false,
      json: false,
      write: false,
    });
  });

  it('takes a number of developers', () => {
    expect(parseOptions(['--developers', '70']).developers).toEqual([70]);
    for (const wrong of ['0', '1.5', 'many']) {
      expect(() => parseOptions(['--developers', wrong])).toThrow(
        '--developers has to be',
      );
    }
    expect(() => parseOptions(['--developers'])).toThrow('--developers');
  });

  it('takes what an organisation counts itself', () => {
    const { assumed } = parseOptions(['--assume', 'jobsPerPush=20']);
    expect(assumed).toEqual({ ...ASSUMPTIONS, jobsPerPush: 20 });
  });

  it('names the assumptions there are', () => {
    expect(() => parseOptions(['--assume', 'jobs=20'])).toThrow('jobsPerPush');
    expect(() => parseOptions(['--assume', 'toString=1'])).toThrow(
      'no assumption',
    );
    expect(() => parseOptions(['--assume', 'jobsPerPush=x'])).toThrow(
      'jobsPerPush has to be a number',
    );
  });

  it('writes no assumptions of one organisation into the document', () => {
    expect(parseOptions(['--write']).write).toBe(true);
    expect(() =>
      parseOptions(['--write', '--assume', 'jobsPerPush=20']),
    ).toThrow('--write');
    expect(() => parseOptions(['--write', '--developers', '70'])).toThrow(
      '--write',
    );
  });

  it('knows nothing else', () => {
    expect(() => parseOptions(['--quick'])).toThrow('no "--quick"');
  });
});
