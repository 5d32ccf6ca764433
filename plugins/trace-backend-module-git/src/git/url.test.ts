import { checkCloneUrl } from './url';

describe('checkCloneUrl', () => {
  it.each([
    'https://github.com/acme/shop.git',
    'https://git.example.com:8443/acme/shop',
    'ssh://git@github.com:22/acme/shop.git',
    'git@github.com:acme/shop.git',
    'file:///srv/git/shop.git',
  ])('takes %s', url => expect(checkCloneUrl(url)).toBeUndefined());

  it.each([
    '',
    '-upload-pack=id',
    '--upload-pack=id',
    'ext::sh -c id',
    'fd::17',
    'git@-oProxyCommand=id:x',
    'ssh://-oProxyCommand=id/x',
    'ssh://-x@host/x',
    'git@host:-x',
    'git@host::x',
    'http://github.com/acme/shop',
    'git://github.com/acme/shop',
    'file://host/share',
    'file://',
    '/srv/git/shop',
    'https://',
    'https://github.com/acme/my shop',
    'https://github.com/a\nb',
  ])('refuses %j', url => expect(checkCloneUrl(url)).toMatch(/^must be/));

  it.each([
    'https://someone:secret@github.com/acme/shop',
    'https://token@github.com/acme/shop',
    'ssh://git:secret@github.com/acme/shop',
  ])('refuses credentials in %s', url =>
    expect(checkCloneUrl(url)).toMatch(/^must not hold a user name, password/),
  );
});
