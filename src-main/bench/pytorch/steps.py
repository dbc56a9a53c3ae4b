"""Training steps and batches of samples per second by PyTorch: python3 steps.py THREADS SECONDS NAME...; prints one JSON document."""
import json
import math
import sys
import time

import torch
from torch import nn

BATCH, L = 64, 8
COUPLINGS = 16


def convolutions(channels, activation, final=None):
    layers = []
    for i, (a, b) in enumerate(zip(channels, channels[1:])):
        layers.append(nn.Conv2d(a, b, 3, padding=1, padding_mode="circular"))
        if i + 2 < len(channels):
            layers.append(activation())
    return nn.Sequential(*layers, *([final()] if final else []))


def network():
    net = convolutions([1, 16, 16, 1], nn.Tanh)
    adam = torch.optim.Adam(net.parameters(), 1e-3)
    x = torch.randn(BATCH, 1, L, L)

    def step():
        adam.zero_grad()
        net(x).square().mean().backward()
        adam.step()

    return step


class Flow:
    """Layers behind a prior, and the action of their target."""

    def __init__(self, layers, draw, action):
        self.layers, self.draw, self.action = nn.ModuleList(layers), draw, action

    def log_weights(self):
        """-(log q + S) of a batch of samples."""
        x, log_q = self.draw()
        for layer in self.layers:
            x, log_slope = layer(x)
            log_q = log_q - log_slope
        return -(log_q + self.action(x))


def reverse_divergence(flow):
    """A step of mean(log q + S) over samples, with Adam."""
    adam = torch.optim.Adam(flow.layers.parameters(), 1e-3)

    def step():
        loss = -flow.log_weights().mean()
        adam.zero_grad()
        loss.backward()
        adam.step()

    return step


def samples(make):
    """Batches in double precision, as exact sampling takes them."""
    torch.set_default_dtype(torch.float64)
    flow = make()
    torch.set_default_dtype(torch.float32)

    def step():
        torch.set_default_dtype(torch.float64)
        with torch.no_grad():
            flow.log_weights()
        torch.set_default_dtype(torch.float32)

    return step


class Affine(nn.Module):
    """Checkerboard coupling: x exp(s) + t on the sites of one colour, (s, t) from those of the other."""

    def __init__(self, parity):
        super().__init__()
        self.net = convolutions([1, 8, 8, 2], nn.LeakyReLU, nn.Tanh)
        colour = (torch.arange(L)[:, None] + torch.arange(L)[None, :]) % 2
        self.register_buffer("frozen", (colour == parity).to(torch.get_default_dtype()))

    def forward(self, x):
        kept = self.frozen * x
        s, t = self.net(kept[:, None]).unbind(1)
        active = 1 - self.frozen
        return kept + active * (x * s.exp() + t), (active * s).sum((1, 2))


def phi4():
    def draw():
        z = torch.randn(BATCH, L, L)
        return z, -(z.square() / 2 + math.log(2 * math.pi) / 2).sum((1, 2))

    def action(x):
        s = -4.0 * x.square() + 6.008 * x.pow(4)
        for axis in (1, 2):
            s = s + x * (2 * x - x.roll(1, axis) - x.roll(-1, axis))
        return s.sum((1, 2))

    return Flow((Affine(i % 2) for i in range(COUPLINGS)), draw, action)


def plaquettes(x):
    return x[:, 0] + x[:, 1].roll(-1, 1) - x[:, 0].roll(-1, 2) - x[:, 1]


class Projections(nn.Module):
    """Plaquettes of one stripe of four moved by a mixture of two non-compact projections; the links follow."""

    def __init__(self, mu, offset):
        super().__init__()
        self.mu = mu
        self.net = convolutions([2, 8, 8, 3], nn.LeakyReLU)
        across = (torch.arange(L) - offset) % 4
        stripe = across[None, :].expand(L, L) if mu == 0 else across[:, None].expand(L, L)
        self.register_buffer("active", (stripe == 0).to(torch.get_default_dtype()))
        self.register_buffer("frozen", ((stripe == 1) | (stripe == 2)).to(torch.get_default_dtype()))

    def forward(self, x):
        p = plaquettes(x)
        out = self.net(torch.stack((self.frozen * p.cos(), self.frozen * p.sin()), 1))
        s, t = out[:, :2], out[:, 2]
        half = (p / 2)[:, None]
        slopes = 1 / ((-s).exp() * half.cos().square() + s.exp() * half.sin().square())
        moved = (2 * torch.atan2((s / 2).exp() * half.sin(), (-s / 2).exp() * half.cos())).mean(1) + t
        change = self.active * (moved - p) * (1 if self.mu == 0 else -1)
        links = list(x.unbind(1))
        links[self.mu] = (links[self.mu] + change).remainder(2 * math.pi)
        return torch.stack(links, 1), (self.active * slopes.mean(1).log()).sum((1, 2))


def u1():
    def draw():
        x = 2 * math.pi * torch.rand(BATCH, 2, L, L)
        return x, torch.full((BATCH,), -2 * L * L * math.log(2 * math.pi))

    layers = (Projections(i % 2, (i // 2) % 4) for i in range(COUPLINGS))
    return Flow(layers, draw, lambda x: -2.0 * plaquettes(x).cos().sum((1, 2)))


STEPS = {
    "network": network,
    "phi4": lambda: reverse_divergence(phi4()),
    "u1": lambda: reverse_divergence(u1()),
    "phi4-samples": lambda: samples(phi4),
    "u1-samples": lambda: samples(u1),
}


def rates(step, seconds):
    began = time.perf_counter()
    while time.perf_counter() - began < 0.3:
        step()
    found = []
    began = time.perf_counter()
    while len(found) < 5 or time.perf_counter() - began < seconds:
        start = time.perf_counter()
        step()
        found.append(1 / (time.perf_counter() - start))
    found.sort()
    return {"p50": found[len(found) // 2], "p85": found[int(0.85 * (len(found) - 1))]}


def main():
    threads, seconds, names = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    steps = {name: rates(STEPS[name](), seconds) for name in names}
    print(json.dumps({"version": torch.__version__, "threads": threads, "steps": steps}))


main()
