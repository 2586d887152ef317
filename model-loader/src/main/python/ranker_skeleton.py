"""Writes the skeleton of the ranker: TorchScript that adds features up, its weights all zero.

    python ranker_skeleton.py ../resources/io/tillstream/models/recommend/ranker-skeleton.pt

Java fills in the weights and writes it back (BlendWeights). A feature is an argument of its own, so
that the manifest names them in their order; there may be fewer than MOST of them.
"""

import sys
import tempfile
from pathlib import Path

import torch
from torch import nn

MOST = 32

SOURCE = f"""
from typing import Optional

import torch
from torch import Tensor, nn


class Blend(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros({MOST}))

    def forward(
        self,
        f0: Tensor,
        {", ".join(f"f{i}: Optional[Tensor] = None" for i in range(1, MOST))},
    ) -> Tensor:
        rest = [{", ".join(f"f{i}" for i in range(1, MOST))}]
        sum = self.weights[0] * f0
        for i, feature in enumerate(rest):
            if feature is not None:
                sum = sum + self.weights[i + 1] * feature
        return sum
"""


def main(out: str) -> None:
    # TorchScript is compiled from a file's source.
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        Path(folder, "blend.py").write_text(SOURCE)
        from blend import Blend

        torch.jit.save(torch.jit.script(Blend().train()), out)


if __name__ == "__main__":
    main(sys.argv[1])
