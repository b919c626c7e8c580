// The workload of citySteps.ts in plain C++: straightforward, with running counts, and event-driven.
// usage: floor FILE REPEATS; FILE: cities, steps, ties (int32), dt, emulation (double), base (N doubles),
// rowStart (N + 1 int32), column (int32), city keys (2N uint32), stream keys (2 x REPEATS int32).
// Prints for each program: nanoseconds of user time a city-step, and the adopters at the end over all repeats.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>
#include <sys/resource.h>
using std::vector;

static int cities, steps;
static double dt, emulation;
static vector<double> base;
static vector<int32_t> rowStart, column;
static vector<uint32_t> keys;
static vector<uint32_t> streams;

static inline uint32_t turn(uint32_t x, int by) { return (x << by) | (x >> (32 - by)); }

// Threefry2x32-20, as in src/model/random.ts.
static double resistanceOf(int replicate, int city) {
  const uint32_t k0 = streams[2 * replicate], k1 = streams[2 * replicate + 1];
  const uint32_t k[3] = {k0, k1, 0x1bd11bda ^ k0 ^ k1};
  static const int turns[8] = {13, 15, 26, 6, 17, 29, 16, 24};
  uint32_t x0 = keys[2 * city] + k0, x1 = keys[2 * city + 1] + k1;
#pragma GCC unroll 20
  for (int round = 0; round < 20; round++) {
    x0 += x1;
    x1 = turn(x1, turns[round % 8]) ^ x0;
    if (round % 4 == 3) {
      const int s = round / 4 + 1;
      x0 += k[s % 3];
      x1 += k[(s + 1) % 3] + s;
    }
  }
  return -std::log(((x0 >> 5) * 67108864.0 + (x1 >> 6) + 1) * 1.1102230246251565e-16);
}

typedef int (*Program)(int replicate, vector<int>& curve);
static vector<double> resistance, reached, rate;
static vector<int32_t> adopters, fresh;
static vector<uint8_t> adopted;

static void begin(int replicate) {
  for (int i = 0; i < cities; i++) {
    resistance[i] = resistanceOf(replicate, i);
    reached[i] = 0;
    adopters[i] = 0;
    adopted[i] = 0;
  }
}

static int straightforward(int replicate, vector<int>& curve) {
  begin(replicate);
  int total = 0;
  for (int step = 0; step < steps; step++) {
    int count = 0;
    for (int i = 0; i < cities; i++) {
      if (adopted[i]) continue;
      int peers = 0;
      for (int at = rowStart[i]; at < rowStart[i + 1]; at++) peers += adopted[column[at]];
      const int degree = rowStart[i + 1] - rowStart[i];
      reached[i] += std::exp(base[i] + (degree ? emulation * peers / degree : 0)) * dt;
      if (reached[i] >= resistance[i]) fresh[count++] = i;
    }
    for (int k = 0; k < count; k++) adopted[fresh[k]] = 1;
    total += count;
    curve[step + 1] = total;
  }
  return total;
}

static int runningCounts(int replicate, vector<int>& curve) {
  begin(replicate);
  for (int i = 0; i < cities; i++) rate[i] = std::exp(base[i]);
  int total = 0;
  for (int step = 0; step < steps; step++) {
    int count = 0;
    for (int i = 0; i < cities; i++) {
      if (adopted[i]) continue;
      reached[i] += rate[i] * dt;
      if (reached[i] >= resistance[i]) fresh[count++] = i;
    }
    for (int k = 0; k < count; k++) {
      const int i = fresh[k];
      adopted[i] = 1;
      for (int at = rowStart[i]; at < rowStart[i + 1]; at++) {
        const int j = column[at];
        adopters[j]++;
        rate[j] = std::exp(base[j] + emulation * adopters[j] / (rowStart[j + 1] - rowStart[j]));
      }
    }
    total += count;
    curve[step + 1] = total;
  }
  return total;
}

// A city's crossing is known until a neighbour adopts; a list for each step holds those that are due.
static vector<int32_t> due, first, next_, previous;
static vector<double> since;

static void move(int city, int step) {
  const int old = due[city];
  if (old == step) return;
  if (old >= 0) {
    if (previous[city] >= 0) next_[previous[city]] = next_[city];
    else first[old] = next_[city];
    if (next_[city] >= 0) previous[next_[city]] = previous[city];
  }
  due[city] = step;
  if (step < 0) return;
  next_[city] = first[step];
  previous[city] = -1;
  if (first[step] >= 0) previous[first[step]] = city;
  first[step] = city;
}

static int eventDriven(int replicate, vector<int>& curve) {
  begin(replicate);
  for (int s = 0; s < steps; s++) first[s] = -1;
  const double perStep = 1 / dt;
  auto schedule = [&](int i, int from) {
    const double at = (since[i] + resistance[i] / rate[i]) * perStep;
    if (!(at <= steps)) return move(i, -1);
    int step = (int)std::ceil(at) - 1;
    move(i, step < from ? from : step);
  };
  for (int i = 0; i < cities; i++) {
    due[i] = -1;
    since[i] = 0;
    rate[i] = std::exp(base[i]);
    schedule(i, 0);
  }
  int total = 0;
  for (int step = 0; step < steps; step++) {
    int count = 0;
    for (int i = first[step]; i >= 0; i = next_[i]) fresh[count++] = i;
    for (int k = 0; k < count; k++) adopted[fresh[k]] = 1;
    const double now = (step + 1) * dt;
    for (int k = 0; k < count; k++) {
      const int i = fresh[k];
      for (int at = rowStart[i]; at < rowStart[i + 1]; at++) {
        const int j = column[at];
        adopters[j]++;
        if (adopted[j]) continue;
        resistance[j] -= rate[j] * (now - since[j]);
        since[j] = now;
        rate[j] = std::exp(base[j] + emulation * adopters[j] / (rowStart[j + 1] - rowStart[j]));
        schedule(j, step + 1);
      }
    }
    total += count;
    curve[step + 1] = total;
  }
  return total;
}

static double userSeconds() {
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  return used.ru_utime.tv_sec + used.ru_utime.tv_usec * 1e-6;
}

template <class T> static void read(FILE* file, vector<T>& into, size_t count) {
  into.resize(count);
  if (fread(into.data(), sizeof(T), count, file) != count) exit(1);
}

int main(int, char** arguments) {
  FILE* file = fopen(arguments[1], "rb");
  const int repeats = atoi(arguments[2]);
  vector<int32_t> head;
  vector<double> numbers;
  read(file, numbers, 2);
  read(file, head, 3);
  cities = head[0]; steps = head[1]; dt = numbers[0]; emulation = numbers[1];
  read(file, base, cities);
  read(file, rowStart, cities + 1);
  read(file, column, head[2]);
  read(file, keys, 2 * cities);
  read(file, streams, 2 * repeats);
  for (auto* v : {&resistance, &reached, &rate, &since}) v->resize(cities);
  for (auto* v : {&adopters, &fresh, &due, &next_, &previous}) v->resize(cities);
  first.resize(steps);
  adopted.resize(cities);
  vector<int> curve(steps + 1);
  const Program programs[] = {straightforward, runningCounts, eventDriven};
  const char* names[] = {"straightforward", "counts", "events"};
  printf("{");
  for (int p = 0; p < 3; p++) {
    programs[p](0, curve);
    const double start = userSeconds();
    long sum = 0;
    for (int r = 0; r < repeats; r++) sum += programs[p](r, curve);
    const double taken = (userSeconds() - start) * 1e9 / repeats / cities / steps;
    printf("%s\"%s\":{\"time\":%.4f,\"adopters\":%ld}", p ? "," : "", names[p], taken, sum);
  }
  printf("}\n");
}
