import { FailureError } from '#core/failure/result';
import { parsePreset } from '#core/parsing/parsePreset';
import { makePreset, printPreset, resolvePreset } from '#core/presets/preset';
import { useSession } from '../../app/useSession.js';
import { strings } from '../../strings.js';

const words = strings.recipe;
const ending = 'depthbeat.json';

/** A preset is a file: it can be kept, shared and opened from strangers, since it is read and never run. */
export function Presets(): React.JSX.Element {
  const session = useSession();
  const { bench, ports, notices } = session;
  const save = (): void =>
    void session.attempt(async () => {
      const recipe = bench.recipe();
      const place = await ports.files.saveText(words.savePreset, `${recipe.id}.${ending}`, printPreset(makePreset(recipe.title, recipe, bench.values())));
      if (place !== undefined) notices.add({ tone: 'good', message: words.saved(place) });
    });
  const load = (): void =>
    void session.attempt(async () => {
      const file = await ports.files.openText(words.loadPreset, 'json');
      if (!file) return;
      const preset = parsePreset(file.text, file.name);
      if (!preset.ok) throw new FailureError(preset.failure);
      const resolved = resolvePreset(preset.value);
      if (!resolved.ok) throw new FailureError(resolved.failure);
      bench.setValues(resolved.value.recipe.id, resolved.value.values);
      if (resolved.value.ignored.length > 0) notices.add({ tone: 'warn', message: words.ignored(resolved.value.ignored.join(', ')) });
    });
  return (
    <div className="row tight">
      <button type="button" className="button small" onClick={load}>{words.load}</button>
      <button type="button" className="button small" onClick={save}>{words.save}</button>
      <button type="button" className="button small" onClick={() => bench.setValues(bench.recipe().id, {})}>{words.defaults}</button>
    </div>
  );
}
