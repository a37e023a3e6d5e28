/** Members that scripts may ask for by `typeof` although a version does not have them, and members of other kinds of items and layers. */
const probed = new Set(['setTrackMatte', 'propertyParameters', 'setInputLayerAndStage', 'layers', 'source', 'mainSource', 'usedIn', 'numItems', 'canSetExpression', 'hasTrackMatte', 'collapseTransformation', 'removeTrackMatte', 'then', 'toJSON', 'inspect', 'constructor', 'nodeType', 'asymmetricMatch', 'sendEvent']);

/**
 * A host object that knows its members: reading or writing one it does not have throws, so a misspelt name in a script
 * fails the test instead of being undefined or an expando. What the fake keeps for itself starts with an underscore.
 */
export function strict<T extends object>(target: T, name: string): T {
  return new Proxy(target, {
    get(object, member, receiver) {
      if (typeof member === 'symbol' || member in object) return Reflect.get(object, member, receiver) as unknown;
      if (probed.has(member)) return undefined;
      throw new Error(`${name} has no member ${member}`);
    },
    set(object, member, value, receiver) {
      if (typeof member === 'symbol' || member in object) return Reflect.set(object, member, value, receiver);
      throw new Error(`${name} has no member ${String(member)} to set`);
    },
  });
}
