"""Writes the skeleton of the style encoder: the network without weights, as TorchScript.

Made once; `./tillstream train style-encoder` fills it in Java. To make it again:

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install torch
    /tmp/venv/bin/python model-loader/src/main/python/style_encoder_skeleton.py \
        model-loader/src/main/resources/io/tillstream/models/images/style-encoder-skeleton.pt
"""

import sys
import warnings

import torch
from torch import nn
from torch.nn import functional

DIMENSIONS = 64  # of the embedding
LABELS = 64  # columns of all heads together; a training uses as many as it has labels
SCALE = 16.0  # of the cosines that the heads see


class StyleEncoder(nn.Module):
    """N x 3 x H x W in (H, W >= 24); unit vectors out when it is evaluated, logits when it is trained.

    The heads see nothing but the unit vector, so that what they tell apart is apart by cosine.
    """

    def __init__(self):
        super().__init__()
        self.scale = SCALE
        self.features = nn.Sequential(
            *self.block(3, 24, 5, 2),
            *self.block(24, 48, 3, 2),
            *self.block(48, 64, 3, 1),
            *self.block(64, 96, 3, 2),
            *self.block(96, 96, 3, 1),
        )
        self.embedding = nn.Linear(96 * 4, DIMENSIONS)
        self.heads = nn.Linear(DIMENSIONS, LABELS)

    @staticmethod
    def block(inputs, outputs, size, stride):
        return [
            nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
        ]

    def forward(self, images):
        features = functional.adaptive_avg_pool2d(self.features(images), 2).flatten(1)
        vectors = functional.normalize(self.embedding(features), p=2.0, dim=1)
        if self.training:
            return self.heads(self.scale * vectors)
        return vectors


if __name__ == "__main__":
    warnings.filterwarnings("ignore", category=FutureWarning)
    network = StyleEncoder()
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.zero_()  # Java initialises them by its seed
    torch.jit.script(network).save(sys.argv[1])
    print(sum(p.numel() for p in network.parameters()), "parameters")
