import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { Session, type PanelPorts } from './session.js';

/** Draws the panel into the page. Leaving the page stops what the panel started; unfinished jobs are kept for the next time. */
export function startPanel(ports: PanelPorts): Session {
  const session = new Session(ports);
  const root = createRoot(document.getElementById('panel')!);
  root.render(<App session={session} />);
  window.addEventListener('pagehide', () => {
    root.unmount();
    session.dispose();
  });
  return session;
}
