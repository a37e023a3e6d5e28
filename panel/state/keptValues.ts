/** Port: small values that survive a restart of the panel (localStorage in a page). */
export interface KeptValues {
  read(name: string): string | undefined;
  write(name: string, value: string): void;
}

/** A page's localStorage. A full or forbidden store costs only the memory of settings. */
export const pageStorage: KeptValues = {
  read: (name) => {
    try {
      return window.localStorage.getItem(`depthbeat.${name}`) ?? undefined;
    } catch {
      return undefined;
    }
  },
  write: (name, value) => {
    try {
      window.localStorage.setItem(`depthbeat.${name}`, value);
    } catch {
      // Nothing is lost but a setting.
    }
  },
};
