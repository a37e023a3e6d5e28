import { expect } from 'chai';
import { composeSong } from '../bench/beats/practice/composeSong.js';
import { makeDice } from '../bench/beats/practice/dice.js';
import { writeMidiFile } from '../bench/beats/practice/midiFile.js';
import { playOnOwnBand } from '../bench/beats/practice/ownBand.js';
import { styles } from '../bench/beats/practice/styles/styles.js';

describe('practice music', () => {
  it('has lines that fill their bars in every style', () => {
    for (const { name, beatsPerBar, steps, drums, bass, comp } of styles) {
      for (const line of [...bass, ...comp, ...drums.flatMap((groove) => Object.values(groove))]) expect(line.length, `${name} ${line}`).to.equal(beatsPerBar * steps);
    }
  });

  it('is the same from the same seed, bar lines among its beats, something to hear on most of them', () => {
    for (let seed = 1; seed <= styles.length; seed++) {
      const song = composeSong(seed, 20);
      expect(composeSong(seed, 20)).to.deep.equal(song);
      expect(song.downbeats.every((time) => song.beats.includes(time))).to.equal(true);
      const onsets = [...song.notes, ...song.strokes].map(({ time }) => time);
      const heard = song.beats.filter((beat) => onsets.some((time) => Math.abs(time - beat) < 0.05));
      expect(heard.length / song.beats.length, song.style).to.be.above(0.25);
    }
  });

  it('sounds on our own band', () => {
    const samples = playOnOwnBand(composeSong(3, 4), makeDice(1));
    expect(samples.some((value) => Math.abs(value) > 0.05)).to.equal(true);
    expect(samples.every((value) => Math.abs(value) <= 1)).to.equal(true);
  });

  it('writes MIDI with a tick of a millisecond', () => {
    const bytes = writeMidiFile([{ time: 0.2, bytes: [0x90, 60, 100] }, { time: 0.001, bytes: [0xc0, 5] }]);
    expect(bytes.subarray(0, 14).toString('hex')).to.equal('4d546864000000060000000101f4');
    expect(bytes.subarray(22).toString('hex')).to.equal('00ff510307a12001c005814790' + '3c64' + '00ff2f00');
  });
});
