import type { SoundOverview } from '#contracts/helperProtocol';
import type { Seconds } from '#contracts/units';
import type { HelperClient } from '../bridge/helperClient.js';
import { createStore } from './store.js';

/** Seconds of sound in one piece, and how far ahead of the playhead pieces are asked for. */
const pieceSeconds = 3;
const ahead = 6;
/** Time between two looks at the schedule, milliseconds. */
const rhythm = 100;
/** Time between asking for sound and its start, so that the first piece is there. Seconds. */
const lead = 0.06;
const clickSeconds = 0.03;

/** What can be heard beside the picture: times are clip time. */
export interface Score {
  readonly source?: string;
  /** Clip time at which the music starts. */
  readonly offset: Seconds;
  /** Beats in clip time, rising, with how loud the click is. */
  readonly clicks: readonly { readonly time: Seconds; readonly strong: boolean }[];
}

function samplesOf(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return Float32Array.from(new Int16Array(bytes.buffer), (sample) => sample / 32768);
}

/** Plays the music with clicks on the beats, and says where it is. Without sound it is a clock. */
export class Player {
  readonly isPlaying = createStore(false);
  /** Clip time of the playhead when it stands; while playing ask `time()`. */
  readonly stand = createStore<Seconds>(0);
  private context: AudioContext | undefined;
  private volume: GainNode | undefined;
  private startedAt = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private nextPiece = 0;
  private nextClick = 0;
  private nodes: AudioScheduledSourceNode[] = [];
  private run = 0;
  private score: Score = { offset: 0, clicks: [] };
  private end: Seconds = Infinity;
  clickOn = true;
  loudness = 0.8;

  constructor(private readonly helper: HelperClient) {}

  /** Loudness over time of a sound; decodes it on first use. */
  overview(source: string, signal: AbortSignal): Promise<SoundOverview> {
    return this.helper.request('sound.open', { source }, { signal, onEvent: () => undefined });
  }

  time(): Seconds {
    if (!this.isPlaying.get() || !this.context) return this.stand.get();
    return Math.max(this.stand.get(), this.stand.get() + this.context.currentTime - this.startedAt);
  }

  setScore(score: Score, end: Seconds): void {
    [this.score, this.end] = [score, end];
    if (this.isPlaying.get()) this.play(this.time());
  }

  play(from: Seconds): void {
    this.silence();
    this.context ??= new AudioContext();
    this.volume ??= this.context.createGain();
    this.volume.connect(this.context.destination);
    this.volume.gain.value = this.loudness;
    void this.context.resume();
    this.stand.set(from);
    this.startedAt = this.context.currentTime + lead;
    this.nextPiece = Math.max(0, from - this.score.offset);
    const { clicks } = this.score;
    const first = clicks.findIndex(({ time }) => time >= from);
    this.nextClick = first < 0 ? clicks.length : first;
    this.isPlaying.set(true);
    this.timer = setInterval(() => this.schedule(), rhythm);
    this.schedule();
  }

  stop(): void {
    if (!this.isPlaying.get()) return;
    const time = this.time();
    this.silence();
    this.isPlaying.set(false);
    this.stand.set(time);
  }

  seek(time: Seconds): void {
    if (this.isPlaying.get()) this.play(time);
    else this.stand.set(time);
  }

  private silence(): void {
    clearInterval(this.timer);
    this.run++;
    for (const node of this.nodes) node.stop();
    this.nodes = [];
  }

  private schedule(): void {
    const now = this.time();
    if (now >= this.end) return this.play(0);
    if (this.volume) this.volume.gain.value = this.loudness;
    while (this.score.source !== undefined && this.score.offset + this.nextPiece < now + ahead) {
      void this.addPiece(this.score.source, this.nextPiece, this.run);
      this.nextPiece += pieceSeconds;
    }
    const { clicks } = this.score;
    for (; this.nextClick < clicks.length && clicks[this.nextClick].time < now + ahead; this.nextClick++) this.addClick(clicks[this.nextClick]);
  }

  /** Context time at which a clip time sounds. */
  private due(time: Seconds): number {
    return this.startedAt + time - this.stand.get();
  }

  private async addPiece(source: string, start: Seconds, run: number): Promise<void> {
    const piece = await this.helper.request('sound.piece', { source, start, seconds: pieceSeconds }).catch(() => undefined);
    const samples = piece ? samplesOf(piece.samples) : new Float32Array();
    if (!piece || samples.length === 0 || run !== this.run || !this.context || !this.volume) return;
    const buffer = this.context.createBuffer(1, samples.length, piece.sampleRate);
    buffer.copyToChannel(samples as Float32Array<ArrayBuffer>, 0);
    const node = this.context.createBufferSource();
    node.buffer = buffer;
    node.connect(this.volume);
    const due = this.due(this.score.offset + start);
    const late = Math.max(0, this.context.currentTime - due);
    if (late < buffer.duration) node.start(Math.max(due, this.context.currentTime), late);
    this.nodes.push(node);
  }

  private addClick({ time, strong }: Score['clicks'][number]): void {
    if (!this.clickOn || !this.context || !this.volume) return;
    const due = this.due(time);
    if (due < this.context.currentTime) return;
    const tone = this.context.createOscillator();
    const shape = this.context.createGain();
    tone.frequency.value = strong ? 1760 : 1175;
    shape.gain.setValueAtTime(0.5, due);
    shape.gain.exponentialRampToValueAtTime(0.001, due + clickSeconds);
    tone.connect(shape).connect(this.volume);
    tone.start(due);
    tone.stop(due + clickSeconds);
    this.nodes.push(tone);
  }

  dispose(): void {
    this.silence();
    void this.context?.close();
  }
}
