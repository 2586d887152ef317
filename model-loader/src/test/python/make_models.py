"""Writes the small models that the tests run, with golden vectors from Python, into a registry folder.

    python -m venv /tmp/models && /tmp/models/bin/pip install torch==2.7.1 numpy onnx
    /tmp/models/bin/python src/test/python/make_models.py src/test/resources/registry

It is also the shortest example of how a model that was trained in Python is published; `current` is
pointed at by hand, or by ModelRegistry.point.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import List

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Encoder(nn.Module):
    """A picture of 3 x 8 x 8 to 16 numbers of length 1."""

    def __init__(self, inner: torch.dtype = torch.float32):
        super().__init__()
        self.inner = inner
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.out = nn.Linear(8, 16)

    def forward(self, picture: Tensor) -> Tensor:
        hidden = torch.relu(self.conv(picture.to(self.inner)))
        return F.normalize(self.out(hidden.mean(3).mean(2)).float(), dim=1)


class Towers(nn.Module):
    """A user by three weighted items, and an item by its id, in the same 8 dimensions."""

    def __init__(self):
        super().__init__()
        self.items = nn.Embedding(50, 8)
        self.mix = nn.Linear(8, 8)

    @torch.jit.export
    def user(self, ids: Tensor, weights: Tensor) -> Tensor:
        pooled = (self.items(ids) * weights.unsqueeze(2)).sum(1)
        return F.normalize(self.mix(pooled), dim=1)

    @torch.jit.export
    def item(self, id: Tensor) -> Tensor:
        return F.normalize(self.items(id.squeeze(1)), dim=1)


def spec(name: str, tensor: Tensor) -> dict:
    kind = {torch.float32: "float32", torch.int64: "int64"}[tensor.dtype]
    return {"name": name, "type": kind, "shape": [-1, *tensor.shape[1:]]}


def base64s(tensors: List[Tensor]) -> List[str]:
    return [base64.b64encode(t.contiguous().numpy().tobytes()).decode() for t in tensors]


def method(function, inputs: dict, output: str, tolerance: float = 1e-5) -> dict:
    with torch.no_grad():
        result = function(*inputs.values())
    return {
        "inputs": [spec(name, tensor) for name, tensor in inputs.items()],
        "outputs": [spec(output, result)],
        "golden": {
            "inputs": base64s(list(inputs.values())),
            "outputs": base64s([result]),
            "tolerance": tolerance,
        },
    }


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def publish(root: Path, name: str, version: str, form: str, methods: dict, save, half=None) -> None:
    folder = root / name / version
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / ("model.pt" if form == "torchscript" else "model.onnx")
    save(str(model))
    manifest = {
        "name": name,
        "version": version,
        "format": form,
        "sha256": sha256(model),
        "methods": methods,
        "preprocessing": None,
        "training": None,
        "metrics": {},
        "libtorch": torch.__version__.split("+")[0] if form == "torchscript" else None,
        "half": None,
    }
    if half is not None:
        half(str(folder / "model-half.pt"))
        manifest["half"] = {"sha256": sha256(folder / "model-half.pt"), "tolerance": 0.02}
    (folder / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")


def scripted(module: nn.Module):
    return torch.jit.script(module.eval())


def encoder(root: Path, version: str) -> Encoder:
    module = Encoder().eval()
    bfloat16 = Encoder(torch.bfloat16).eval()
    bfloat16.load_state_dict(module.state_dict())
    bfloat16.to(torch.bfloat16)
    picture = torch.rand(2, 3, 8, 8)
    save = torch.jit.freeze(scripted(module)).save
    save_half = torch.jit.freeze(scripted(bfloat16)).save
    methods = {"forward": method(module, {"picture": picture}, "embedding")}
    publish(root, "encoder", version, "torchscript", methods, save, save_half)
    return module


def onnx_encoder(root: Path, module: Encoder) -> None:
    picture = torch.rand(2, 3, 8, 8)
    methods = {"forward": method(module, {"picture": picture}, "embedding")}
    axes = {"picture": {0: "batch"}, "embedding": {0: "batch"}}

    def save(file: str) -> None:
        torch.onnx.export(
            module, (picture,), file, dynamo=False, opset_version=17,
            input_names=["picture"], output_names=["embedding"], dynamic_axes=axes)

    publish(root, "onnx-encoder", "1", "onnx", methods, save)


def towers(root: Path, version: str) -> None:
    module = scripted(Towers())
    user = {"ids": torch.randint(0, 50, (3, 3)), "weights": torch.rand(3, 3)}
    methods = {
        "user": method(module.user, user, "user"),
        "item": method(module.item, {"id": torch.randint(0, 50, (3, 1))}, "item"),
    }
    publish(root, "towers", version, "torchscript", methods, module.save)


def main() -> None:
    root = Path(sys.argv[1])
    torch.manual_seed(1)
    first = encoder(root, "1")
    encoder(root, "2")
    onnx_encoder(root, first)
    towers(root, "1")
    towers(root, "2")


if __name__ == "__main__":
    main()
