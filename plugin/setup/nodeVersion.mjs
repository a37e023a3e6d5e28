// Runs on any Node, however old: plain syntax, nothing imported.
const oldest = [20, 9];

/** Ends the process with one sentence where Node is too old to run anything else. */
export function requireNode() {
  const parts = process.versions.node.split('.').map(Number);
  if (parts[0] > oldest[0] || (parts[0] === oldest[0] && parts[1] >= oldest[1])) return;
  console.error('Depthbeat needs Node ' + oldest.join('.') + ' or newer; this is ' + process.versions.node + '. Install a current Node from nodejs.org.');
  process.exit(3);
}
