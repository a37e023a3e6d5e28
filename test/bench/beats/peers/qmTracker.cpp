// A yardstick for `npm run bench:beats -- --peers`: Queen Mary's beat tracker (Davies & Plumbley 2007) as its own plugin
// drives it, four beats to the bar. Built by the benchmark against libqm-dsp (GPL); no part of the product.
// stdin: float32 mono samples at 44.1 kHz; argument 1 turns adaptive whitening on; stdout: "seconds 0|1", 1 on downbeats.
#include <cmath>
#include <cstdio>
#include <set>
#include <vector>
#include "dsp/onsets/DetectionFunction.h"
#include "dsp/tempotracking/DownBeat.h"
#include "dsp/tempotracking/TempoTrackV2.h"

static std::vector<float> readSamples() {
  std::vector<float> samples;
  float block[4096];
  for (size_t count; (count = fread(block, sizeof(float), 4096, stdin)) > 0;) samples.insert(samples.end(), block, block + count);
  return samples;
}

int main(int argc, char **argv) {
  const double rate = 44100;
  const size_t step = 512, frame = 1024;
  const std::vector<float> samples = readSamples();
  DFConfig config = {};
  config.stepSize = step;
  config.frameLength = frame;
  config.DFType = DF_COMPLEXSD;
  config.dbRise = 3;
  config.adaptiveWhitening = argc > 1 && argv[1][0] == '1';
  config.whiteningRelaxCoeff = -1;
  config.whiteningFloor = -1;
  DetectionFunction detection(config);
  DownBeat downbeat(rate, 16, step);
  downbeat.setBeatsPerBar(4);

  std::vector<double> curve;
  for (size_t start = 0; start + frame <= samples.size(); start += step) {
    std::vector<double> window(samples.begin() + start, samples.begin() + start + frame);
    curve.push_back(detection.processTimeDomain(window.data()));
    downbeat.pushAudioBlock(&samples[start]);
  }
  // The plugin leaves the first two values out and does not shift the beats for it.
  if (curve.size() < 10) return 0;
  std::vector<double> kept(curve.begin() + 2, curve.end());
  std::vector<double> period(kept.size(), 0.0), tempi, beats;
  TempoTrackV2 tracker(rate, step);
  tracker.calculateBeatPeriod(kept, period, tempi);
  tracker.calculateBeats(kept, period, beats);
  size_t length = 0;
  const float *audio = downbeat.getBufferedAudio(length);
  std::vector<int> downbeats;
  downbeat.findDownBeats(audio, length, beats, downbeats);
  const std::set<int> first(downbeats.begin(), downbeats.end());
  for (size_t i = 0; i < beats.size(); i++) printf("%.6f %d\n", (beats[i] * step + frame / 2) / rate, first.count(int(i)) ? 1 : 0);
  return 0;
}
