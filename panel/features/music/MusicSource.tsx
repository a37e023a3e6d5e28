import type { AudibleLayer } from '#contracts/layerSelection';
import { fileName } from '../../app/formatTime.js';
import { useSession } from '../../app/useSession.js';
import { Icon } from '../../controls/Icon.js';
import { useStore } from '../../state/useStore.js';
import { strings } from '../../strings.js';

const words = strings.music;
/** Endings offered first in the dialogue; FFmpeg reads many more. */
const endings = ['wav', 'mp3', 'm4a', 'aac', 'aif', 'aiff', 'flac', 'ogg', 'mp4', 'mov'];

const keyOf = ({ sourcePath, startTime }: AudibleLayer): string => `${sourcePath}\n${startTime}`;

/** Which sound moves the picture: a layer of the composition that can be heard, or a file. */
export function MusicSource(): React.JSX.Element {
  const session = useSession();
  const { bench } = session;
  const { audible } = useStore(session.selection.state);
  const { music, musicOffset } = useStore(bench.document.present);
  const heard = audible.filter(({ sourcePath }) => sourcePath !== '');
  const chosen = heard.find((layer) => layer.sourcePath === music && layer.startTime === musicOffset);
  const chooseFile = (): void =>
    void session.attempt(async () => {
      const path = await session.ports.files.choosePath(words.choose, endings);
      if (path !== undefined && path !== '') await bench.chooseMusic(path, 0);
    });
  const chooseLayer = (key: string): void => {
    const layer = heard.find((one) => keyOf(one) === key);
    if (layer) void session.attempt(() => bench.chooseMusic(layer.sourcePath, layer.startTime));
  };
  return (
    <div className="row">
      <span className="grow cut" title={music}>{music === undefined ? <span className="faint">{words.none}</span> : fileName(music)}</span>
      {heard.length > 0 && (
        <select className="short" aria-label={words.fromLayer} value={chosen ? keyOf(chosen) : ''} onChange={({ target }) => chooseLayer(target.value)}>
          <option value="">{words.fromLayer}</option>
          {heard.map((layer) => <option key={keyOf(layer)} value={keyOf(layer)}>{layer.layerName}</option>)}
        </select>
      )}
      <button type="button" className="button small" onClick={chooseFile}><Icon name="folder" /><span className="hidden-words">{words.choose}</span></button>
    </div>
  );
}
