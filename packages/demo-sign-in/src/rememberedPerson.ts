import { IdentityApi } from '@backstage/frontend-plugin-api';

const KEY = 'throughline.demo.person';

/** Who was picked last in this browser. */
export function rememberedPerson(): string | undefined {
  return window.localStorage.getItem(KEY) ?? undefined;
}

/** Keeps who was picked over reloads; undefined forgets. */
export function rememberPerson(name: string | undefined): void {
  if (name) window.localStorage.setItem(KEY, name);
  else window.localStorage.removeItem(KEY);
}

/** The same identity, whose sign-out leads back to the picker. */
export function forgettingOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    async signOut() {
      rememberPerson(undefined);
      await identity.signOut();
    },
  };
}
