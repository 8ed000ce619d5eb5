#!/usr/bin/env python3
"""The training workloads of lstmc in PyTorch: same weights, same data, same arithmetic.

Prints one JSON line: losses of the first five steps, median milliseconds a step
(elapsed; of processor time, which other work on the machine disturbs less, the mean of the second
half), predictions a second, peak resident memory. Its Java twin is org.lstmc.core.train.TrainAgainstPyTorch (test sources
of core); train.sh beside this file runs both in turns. Debian's python3-torch computes with whatever
BLAS the linker finds: with the reference BLAS it is some 15 times slower, so install OpenBLAS
(libopenblas0-openmp) before comparing.
"""

import argparse
import json
import re
import resource
import statistics
import sys
import time

import numpy as np
import torch

WORKLOADS = {
    # vocabulary (0: features), input size, hidden, projection, layers, classes, batch, steps, rate;
    # a GRU's cell, a tensor form, an image and its network, or the size of circulant blocks, at the end
    "ptb": (10000, 200, 200, 0, 2, 10000, 20, 35, 20.0),
    "speech": (0, 153, 512, 0, 2, 61, 16, 100, 1.0),
    "speech160": (0, 160, 512, 0, 2, 61, 16, 100, 1.0),
    "circulant8": (0, 160, 512, 0, 2, 61, 16, 100, 1.0, 8),
    "tiny": (50, 12, 16, 0, 2, 50, 4, 7, 5.0),
    "projected": (0, 9, 16, 6, 2, 11, 4, 7, 1.0),
    "blocks": (0, 9, 16, 6, 2, 11, 4, 7, 1.0, 4),
    "gru": (50, 12, 16, 0, 2, 50, 4, 7, 5.0, "gru"),
    "gru-reset-before": (50, 12, 16, 0, 2, 50, 4, 7, 5.0, "gru-reset-before"),
    "speech-gru": (0, 153, 512, 0, 2, 61, 16, 100, 1.0, "gru"),
    "speech-gru-reset-before": (0, 153, 512, 0, 2, 61, 16, 100, 1.0, "gru-reset-before"),
    "video": (0, 57600, 256, 0, 1, 11, 16, 6, 0.001),
    "video-ht": (0, 57600, 256, 0, 1, 11, 16, 6, 0.001, "ht-ucf11"),
    "video-tt": (0, 57600, 256, 0, 1, 11, 16, 6, 0.001, "tt-ucf11"),
    "tree": (0, 11, 5, 0, 1, 7, 4, 7, 1.0, "ht-small"),
    "train": (0, 11, 5, 0, 1, 7, 4, 7, 1.0, "tt-small-joined"),
    # Feed-forward networks: the image's height, width, channels, and layers as lstmc writes them.
    "mlp": (0, 256, 0, 0, 0, 10, 64, 1, 0.1, (16, 16, 1, "128-128-10", 0)),
    "mlp-mnist": (0, 784, 0, 0, 0, 10, 64, 1, 0.1, (28, 28, 1, "256-128-128-10", 0)),
    "lenet": (0, 784, 0, 0, 0, 10, 64, 1, 0.1, (28, 28, 1, "32C5-MP2-64C5-MP2-512-10", 0)),
    "lenet-small": (0, 784, 0, 0, 0, 10, 64, 1, 0.1, (28, 28, 1, "16C5-MP2-32C5-MP2-128-10", 0)),
    "images": (0, 330, 0, 0, 0, 5, 6, 1, 1.0, (11, 10, 3, "6C3p1-MP2-5C2-AP2-7-5", 0)),
    "image-blocks": (0, 168, 0, 0, 0, 5, 6, 1, 1.0, (7, 6, 4, "8C3p1-MP2-4C2-10-7-5", 4)),
}
# Modes, factors and an order of contraction: j1.. are a.., i1.. are A.., other letters are ranks.
FORMS = {
    "ht-ucf11": (
        (8, 10, 10, 9, 8),
        (16, 4, 2, 4, 2),
        {"p": 4, "q": 4, "r": 4, "s": 4, "t": 4, "u": 5, "v": 5, "w": 5},
        ["Aap", "Bbq", "Ccr", "Dds", "Eet", "upq", "vur", "wst", "vw"],
        [2, 4, 3, 7, 8, 6, 1, 5, 0],
    ),
    "tt-ucf11": (
        (8, 20, 20, 18),
        (16, 4, 4, 4),
        {"y": 1, "p": 4, "q": 4, "r": 4, "z": 1},
        ["yAap", "pBbq", "qCcr", "rDdz"],
        [3, 2, 1, 0],
    ),
    "ht-small": (
        (3, 2, 3),
        (8, 2, 3),
        {"p": 3, "q": 2, "r": 4, "u": 3},
        ["Aap", "Bbq", "Ccr", "urq", "pu"],
        [2, 3, 1, 4, 0],
    ),
    "tt-small-joined": (
        (3, 2, 3),
        (8, 2, 3),
        {"y": 1, "p": 3, "q": 2, "z": 1},
        ["yAap", "pBbq", "qCcz"],
        [0, 1, 2],
    ),
}
CLIP = 0.25


def noise(stream, count):
    """Uniform integers in [0, 2^32): a hash of (stream, index), the same in every language."""
    mask = np.uint64(0xFFFFFFFF)
    x = np.arange(count, dtype=np.uint64)
    x = (x * np.uint64(2654435761) + np.uint64(stream * 97531 + 12345)) & mask
    for _ in range(2):
        x = ((x ^ (x >> np.uint64(16))) * np.uint64(0x45D9F3B)) & mask
    return x ^ (x >> np.uint64(16))


def uniform(stream, shape, scale):
    u = noise(stream, int(np.prod(shape))).astype(np.float64)
    return torch.from_numpy(((u / 4294967296.0 * 2 - 1) * scale).astype(np.float32).reshape(shape))


def diagonals(rows, cols, k):
    """For every place of a matrix, the number of its wrapped diagonal among those of all k x k blocks."""
    r, c = np.meshgrid(np.arange(rows), np.arange(cols), indexing="ij")
    blocks = (r // k) * -(-cols // k) + c // k
    return torch.from_numpy((blocks * k + (r - c) % k).reshape(-1))


class Circulant:
    """A block-circulant matrix: one number a diagonal, whose gradient is the mean over its places."""

    def __init__(self, dense, k):
        self.shape = dense.shape
        self.index = diagonals(*dense.shape, k)
        count = -(-dense.shape[0] // k) * -(-dense.shape[1] // k) * k
        self.places = torch.bincount(self.index, minlength=count).clamp(min=1)
        total = torch.zeros(count, dtype=torch.float64).index_add(
            0, self.index, dense.detach().reshape(-1).double()
        )
        self.vectors = (total / self.places).float().requires_grad_()

    def dense(self):
        return self.vectors[self.index].reshape(self.shape)


class Network:
    def __init__(self, vocabulary, size, hidden, projection, layers, classes, block=0):
        shapes = []
        if vocabulary:
            shapes.append((vocabulary, size))
        out = projection or hidden
        for l in range(layers):
            shapes += [(4 * hidden, size if l == 0 else out), (4 * hidden, out), (4 * hidden,)]
            if projection:
                shapes.append((projection, hidden))
        shapes += [(classes, out), (classes,)]
        self.parameters = [uniform(k + 1, s, 0.1).requires_grad_() for k, s in enumerate(shapes)]
        self.circulant = []
        rest = list(self.parameters)
        self.embedding = rest.pop(0) if vocabulary else None
        self.bias, self.weight = rest.pop(), rest.pop()
        per = 4 if projection else 3
        self.layers = []
        for l in range(layers):
            wx, wh, b, *p = rest[l * per : (l + 1) * per]
            # One summed bias: the second one is a constant zero.
            self.layers.append([wx, wh, b, torch.zeros(4 * hidden)] + p)
        if block:
            self.parameters = [p for p in (self.embedding, self.weight, self.bias) if p is not None]
            for layer in self.layers:
                for i, w in enumerate(layer):
                    if w.dim() == 2:
                        layer[i] = Circulant(w, block)
                        self.circulant.append(layer[i])
                self.parameters.append(layer[2])
            self.parameters += [c.vectors for c in self.circulant]
        self.sizes = (layers, out, hidden)

    def zeros(self, batch):
        layers, out, hidden = self.sizes
        return torch.zeros(layers, batch, out), torch.zeros(layers, batch, hidden)

    def __call__(self, x, state):
        if self.embedding is not None:
            x = torch.nn.functional.embedding(x, self.embedding)
        weights = [w if torch.is_tensor(w) else w.dense() for layer in self.layers for w in layer]
        y, h, c = torch.lstm(x, state, weights, True, len(self.layers), 0.0, True, False, False)
        flat = y.reshape(-1, y.size(2))
        return torch.addmm(self.bias, flat, self.weight.t()), (h.detach(), c.detach())


class Gru:
    """Stacked GRU layers: torch.gru, or a loop where the reset gate multiplies the state."""

    def __init__(self, cell, vocabulary, size, hidden, layers, classes):
        shapes = [(vocabulary, size)] if vocabulary else []
        for l in range(layers):
            shapes += [(3 * hidden, size if l == 0 else hidden), (3 * hidden, hidden), (3 * hidden,)]
            if cell == "gru":
                shapes.append((hidden,))
        shapes += [(classes, hidden), (classes,)]
        self.parameters = [uniform(k + 1, s, 0.1).requires_grad_() for k, s in enumerate(shapes)]
        rest = list(self.parameters)
        self.embedding = rest.pop(0) if vocabulary else None
        self.bias, self.weight = rest.pop(), rest.pop()
        per = len(rest) // layers
        self.layers = [rest[l * per : (l + 1) * per] for l in range(layers)]
        self.cell, self.hidden = cell, hidden

    def zeros(self, batch):
        return torch.zeros(len(self.layers), batch, self.hidden)

    def __call__(self, x, state):
        y = x if self.embedding is None else torch.nn.functional.embedding(x, self.embedding)
        last = []
        for l, layer in enumerate(self.layers):
            y, h = (self.fused if self.cell == "gru" else self.loop)(y, state[l], *layer)
            last.append(h.detach())
        flat = y.reshape(-1, y.size(2))
        return torch.addmm(self.bias, flat, self.weight.t()), torch.stack(last)

    def fused(self, x, h, wx, wh, b, un):
        bias = torch.cat([torch.zeros(2 * self.hidden), un])
        y, h = torch.gru(x, h.unsqueeze(0), [wx, wh, b, bias], True, 1, 0.0, True, False, False)
        return y, h[0]

    def loop(self, x, h, wx, wh, b):
        ur, uz, un = wh.chunk(3)
        outputs = []
        for step in x:
            xr, xz, xn = (torch.nn.functional.linear(step, wx, b)).chunk(3, 1)
            r = torch.sigmoid(xr + h @ ur.t())
            z = torch.sigmoid(xz + h @ uz.t())
            n = torch.tanh(xn + (r * h) @ un.t())
            h = (1 - z) * n + z * h
            outputs.append(h)
        return torch.stack(outputs), h


class Factored:
    """An LSTM layer whose Wx, or [Wx, Wh] on [x, h], is a tensor network of einsum factors."""

    def __init__(self, form, size, hidden, classes):
        self.modes_in, modes_out, ranks, self.labels, self.order = FORMS[form]
        self.joined, self.hidden, d = form.endswith("joined"), hidden, len(self.modes_in)
        extent = dict(ranks, **dict(zip("abcde", self.modes_in)), **dict(zip("ABCDE", modes_out)))
        shapes = [tuple(extent[axis] for axis in label) for label in self.labels]
        shapes += [] if self.joined else [(4 * hidden, hidden)]
        shapes += [(4 * hidden,), (classes, hidden), (classes,)]
        self.parameters = [uniform(k + 1, s, 0.1).requires_grad_() for k, s in enumerate(shapes)]
        self.factors = self.parameters[: len(self.labels)]
        self.wh = None if self.joined else self.parameters[-4]
        self.gate_bias, self.weight, self.bias = self.parameters[-3:]
        self.input, self.output = "abcde"[:d], "ABCDE"[:d]

    def zeros(self, batch):
        return torch.zeros(batch, self.hidden), torch.zeros(batch, self.hidden)

    def product(self, x):
        columns = int(np.prod(self.modes_in))
        at = torch.nn.functional.pad(x, (0, columns - x.size(1))).reshape(-1, *self.modes_in)
        axes = self.input
        for f in self.order:
            label = self.labels[f]
            rest = [a for a in axes if a not in label] + [a for a in label if a not in axes + "yz"]
            at = torch.einsum(f"Z{axes},{label}->Z{''.join(rest)}", at, self.factors[f])
            axes = "".join(rest)
        y = torch.einsum(f"Z{axes}->Z{self.output}", at).reshape(x.size(0), -1)
        return y[:, : 4 * self.hidden]

    def __call__(self, x, state):
        h, c = state
        steps, batch, _ = x.shape
        if not self.joined:
            given = self.product(x.reshape(steps * batch, -1)).reshape(steps, batch, -1)
        outputs = []
        for t in range(steps):
            z = self.product(torch.cat([x[t], h], 1)) if self.joined else given[t] + h @ self.wh.t()
            i, f, g, o = (z + self.gate_bias).chunk(4, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        flat = torch.cat(outputs)
        return torch.addmm(self.bias, flat, self.weight.t()), (h.detach(), c.detach())


class Images:
    """A feed-forward network as PyTorch's users write it: filters [P,C,k,k], maps [B,C,H,W]."""

    def __init__(self, height, width, channels, text, block):
        self.parameters, self.circulant, self.steps = [], [], []
        self.image = (height, width, channels)
        at, parts = self.image, text.upper().split("-")
        for n, part in enumerate(parts):
            pool = re.fullmatch(r"([MA])P(\d+)", part)
            conv = re.fullmatch(r"(\d+)C(\d+)(?:P(\d+))?", part)
            if pool:
                size = int(pool[2])
                self.steps.append((pool[1], size))
                at = (at[0] // size, at[1] // size, at[2])
                continue
            p, k, pad = (int(conv[1]), int(conv[2]), int(conv[3] or 0)) if conv else (int(part), 0, 0)
            window = (k, k, at[2]) if conv else at
            stream = len(self.parameters) + len(self.circulant) + 1
            matrix = uniform(stream, (p, int(np.prod(window))), 0.1)
            bias = uniform(stream + 1, (p,), 0.1).requires_grad_()
            self.parameters.append(bias)
            if block:
                matrix = Circulant(matrix, block)
                self.circulant.append(matrix)
                weight = lambda m=matrix, w=window, c=conv: self.natural(m.dense(), w, c)
            else:
                leaf = self.natural(matrix, window, conv).contiguous().requires_grad_()
                self.parameters.append(leaf)
                weight = lambda leaf=leaf: leaf
            last = n == len(parts) - 1
            self.steps.append(("conv" if conv else "dense", weight, bias, pad, last))
            at = (at[0] + 2 * pad - k + 1, at[1] + 2 * pad - k + 1, p) if conv else (1, 1, p)
        self.parameters += [c.vectors for c in self.circulant]

    @staticmethod
    def natural(matrix, window, conv):
        filters = matrix.reshape(-1, *window).permute(0, 3, 1, 2)
        return filters if conv else filters.reshape(matrix.shape)

    def zeros(self, batch):
        return None

    def prepare(self, x):
        return x.reshape(-1, *self.image).permute(0, 3, 1, 2).contiguous()

    def __call__(self, x, state):
        f = torch.nn.functional
        for kind, *rest in self.steps:
            if kind in "MA":
                x = (f.max_pool2d if kind == "M" else f.avg_pool2d)(x, rest[0])
                continue
            weight, bias, pad, last = rest
            if kind == "conv":
                x = f.conv2d(x, weight(), bias, padding=pad)
            else:
                x = f.linear(x.flatten(1), weight(), bias)
            x = x if last else f.relu(x)
        return x, None


def batch_of(spec, step):
    vocabulary, size, _, _, _, classes, batch, steps = spec[:8]
    n = batch * steps
    target = torch.from_numpy((noise(2000 + step, n) % np.uint64(classes)).astype(np.int64))
    if vocabulary:
        x = torch.from_numpy((noise(1000 + step, n) % np.uint64(vocabulary)).astype(np.int64))
        return x.reshape(steps, batch), target
    return uniform(1000 + step, (steps, batch, size), 1.0), target


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--workload", choices=WORKLOADS, default="ptb")
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    spec = WORKLOADS[args.workload]
    batch, steps, rate = spec[6:9]
    vocabulary, size, hidden, projection, layers, classes = spec[:6]
    last = spec[9] if len(spec) > 9 else 0
    if last in FORMS:
        network = Factored(last, size, hidden, classes)
    elif isinstance(last, tuple):
        network = Images(*last)
    elif isinstance(last, str):
        network = Gru(last, vocabulary, size, hidden, layers, classes)
    else:
        network = Network(vocabulary, size, hidden, projection, layers, classes, last)
    state = network.zeros(batch)
    losses, times, cpu = [], [], []
    for step in range(args.steps):
        x, y = batch_of(spec, step % 5)
        x = network.prepare(x) if isinstance(network, Images) else x
        begin, cpu_begin = time.perf_counter(), time.process_time()
        logits, state = network(x, state)
        loss = torch.nn.functional.cross_entropy(logits, y)
        for p in network.parameters:
            p.grad = None
        loss.backward()
        for c in getattr(network, "circulant", []):
            c.vectors.grad /= c.places
        torch.nn.utils.clip_grad_norm_(network.parameters, CLIP)
        with torch.no_grad():
            for p in network.parameters:
                p.add_(p.grad, alpha=-rate)
        losses.append(loss.item())
        times.append(time.perf_counter() - begin)
        cpu.append(time.process_time() - cpu_begin)
    warm = min(3, len(times) - 1)
    median = statistics.median(times[warm:])
    json.dump(
        {
            "engine": "torch " + torch.__version__,
            "workload": args.workload,
            "threads": args.threads,
            "losses": losses[:5],
            "msPerStep": median * 1e3,
            "cpuMsPerStep": statistics.mean(cpu[len(cpu) // 2 :]) * 1e3,
            "perSecond": batch * steps / median,
            "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        },
        sys.stdout,
    )
    print()


if __name__ == "__main__":
    main()
