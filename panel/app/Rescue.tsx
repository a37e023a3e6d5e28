import { Component, type ReactNode } from 'react';
import { strings } from '../strings.js';

interface RescueState {
  readonly error?: Error;
}

/** A view that breaks must not take the panel along: it is replaced by a sentence and a way to try again. */
export class Rescue extends Component<{ readonly children: ReactNode }, RescueState> {
  override state: RescueState = {};

  static getDerivedStateFromError(error: Error): RescueState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="empty" role="alert">
        <p>{strings.crash.title}</p>
        <p className="faint">{error.message}</p>
        <button type="button" className="button" onClick={() => this.setState({ error: undefined })}>
          {strings.crash.again}
        </button>
      </div>
    );
  }
}
