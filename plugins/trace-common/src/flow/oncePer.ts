/**
 * Makes something of a thing once, for as long as the thing is there: several
 * figures are made of the same.
 */
export function oncePer<Of extends object, Made>(
  make: (of: Of) => Made,
): (of: Of) => Made {
  const made = new WeakMap<Of, { value: Made }>();
  return of => {
    const known = made.get(of);
    if (known) return known.value;
    const value = make(of);
    made.set(of, { value });
    return value;
  };
}
