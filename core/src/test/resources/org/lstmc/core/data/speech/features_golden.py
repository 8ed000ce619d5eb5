#!/usr/bin/env python3
"""Golden vectors for the acoustic features, written with numpy from the published definition.

Reference: python_speech_features 0.6 (J. Lyons), functions mfcc, fbank, delta, with
winfunc=numpy.hamming. Nothing here is shared with the Java code: full matrices, numpy.fft, a DCT
matrix product. The signal is made up: a chirp with noise from a linear congruential generator, so
that Java makes the same samples.

Run: python3 features_golden.py > features_golden.txt
"""
import numpy as np


def signal(n=4123):
    t = np.arange(n)
    chirp = 6000 * np.sin(2 * np.pi * (0.01 * t + 0.00002 * t * t))
    state, noise = 12345, np.empty(n)
    for i in range(n):
        state = (1103515245 * state + 12345) % 2**31
        noise[i] = (state >> 16) % 2001 - 1000
    return np.floor(chirp + noise + 0.5)


def power(sig, rate):
    n, step = int(0.025 * rate + 0.5), int(0.01 * rate + 0.5)
    nfft = 1
    while nfft < n:
        nfft *= 2
    sig = np.append(sig[0], sig[1:] - 0.97 * sig[:-1])
    frames = 1 if len(sig) <= n else 1 + int(np.ceil((len(sig) - n) / step))
    padded = np.concatenate([sig, np.zeros((frames - 1) * step + n - len(sig))])
    cut = np.stack([padded[i * step : i * step + n] for i in range(frames)]) * np.hamming(n)
    return np.abs(np.fft.rfft(cut, nfft)) ** 2 / nfft, nfft


def filters(count, nfft, rate):
    mel = lambda hz: 2595 * np.log10(1 + hz / 700.0)
    hz = lambda m: 700 * (10 ** (m / 2595.0) - 1)
    bins = np.floor((nfft + 1) * hz(np.linspace(mel(0), mel(rate / 2), count + 2)) / rate)
    bank = np.zeros((count, nfft // 2 + 1))
    for j in range(count):
        for i in range(int(bins[j]), int(bins[j + 1])):
            bank[j, i] = (i - bins[j]) / (bins[j + 1] - bins[j])
        for i in range(int(bins[j + 1]), int(bins[j + 2])):
            bank[j, i] = (bins[j + 2] - i) / (bins[j + 2] - bins[j + 1])
    return bank


def safe_log(x):
    return np.log(np.where(x == 0, np.finfo(float).eps, x))


def static(sig, rate, count, cepstra):
    spectrum, nfft = power(sig, rate)
    energy = safe_log(spectrum.sum(1))
    logs = safe_log(spectrum @ filters(count, nfft, rate).T)
    if not cepstra:
        return np.column_stack([logs, energy])
    k, j = np.arange(cepstra)[:, None], np.arange(count)[None, :]
    dct = np.cos(np.pi * k * (2 * j + 1) / (2 * count)) * np.sqrt(2.0 / count)
    lift = 1 + 11.0 * np.sin(np.pi * np.arange(cepstra) / 22)
    feat = logs @ dct.T * lift
    feat[:, 0] = energy
    return feat


def delta(feat, n=2):
    padded = np.pad(feat, ((n, n), (0, 0)), mode="edge")
    weights = np.arange(-n, n + 1)
    rows = [weights @ padded[t : t + 2 * n + 1] for t in range(len(feat))]
    return np.array(rows) / (2 * sum(i * i for i in range(1, n + 1)))


def full(feat):
    d = delta(feat)
    return np.hstack([feat, d, delta(d)])


def main():
    sig = signal()
    for name, rate, count, cepstra in [
        ("MFCC39", 16000, 26, 13),
        ("MFCC39", 8000, 26, 13),
        ("FBANK123", 16000, 40, 0),
        ("FBANK153", 16000, 50, 0),
    ]:
        rows = full(static(sig, rate, count, cepstra))
        last = len(rows) - 1
        for t in (0, 1, 2, last // 2, last - 1, last):
            print(name, rate, len(rows), t, *("%.9g" % v for v in rows[t]))


main()
