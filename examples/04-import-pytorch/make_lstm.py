"""An LSTM with a dense layer, as PyTorch has it: its weights and what it makes of some input.

    python3 make_lstm.py FOLDER

writes FOLDER/lstm.safetensors, FOLDER/inputs.txt and FOLDER/outputs.txt (a line is a time step).
"""

import json
import pathlib
import struct
import sys

import torch


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        # Two layers and a projection: every kind of matrix that lstmc imports.
        self.lstm = torch.nn.LSTM(input_size=5, hidden_size=12, num_layers=2, proj_size=7)
        self.dense = torch.nn.Linear(7, 3)

    def forward(self, x):
        y, _ = self.lstm(x)
        return self.dense(y)


def save_safetensors(tensors, path):
    """The format by hand: length of the header (8 bytes), header (JSON), raw little-endian data."""
    header, data = {}, b""
    for name, t in tensors.items():
        raw = t.detach().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(t.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)  # data begin at a multiple of 8
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def save_steps(t, path):
    path.write_text("".join(" ".join(f"{v:.9g}" for v in row) + "\n" for row in t.tolist()))


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    torch.manual_seed(1)
    network = Network()
    with torch.no_grad():
        for p in network.parameters():
            p.uniform_(-0.8, 0.8)  # far from zero, so that a mistake shows
        inputs = torch.randn(50, 5)
        outputs = network(inputs.unsqueeze(1)).squeeze(1)
    save_safetensors(network.state_dict(), folder / "lstm.safetensors")
    save_steps(inputs, folder / "inputs.txt")
    save_steps(outputs, folder / "outputs.txt")
    print("PyTorch, last step:", " ".join(f"{v:.6f}" for v in outputs[-1].tolist()))
