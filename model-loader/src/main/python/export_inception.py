"""Writes torchvision's InceptionV3 without its last layer, as TorchScript and, if wanted, ONNX.

    pip install torch torchvision      # and onnx, for --onnx
    python export_inception.py inception-v3.pt --pretrained
    python export_inception.py inception-v3.pt --weights inception_v3_google-0cc3c7bd.pth
    ./tillstream models add-encoder inception-v3 inception-v3.pt \\
        --preprocessing rgb299-inception --out MODELS

Pictures come normalised by ImageNet's mean and deviation (rgb299-inception), which is what torchvision's
weights are for with transform_input; 2,048 numbers a picture go out. --pretrained has torchvision
fetch its weights, --weights takes them from a file, --random shows that the way works, and nothing else.
"""

import argparse

import torch
from torch import Tensor, nn
from torchvision.models import Inception_V3_Weights, inception_v3

SIDE = 299
DIMENSIONS = 2048
SEED = 1


class ChannelsLast(nn.Module):
    """The layout in which convolutions are fastest on a CPU, whatever the caller's is."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model.to(memory_format=torch.channels_last)

    def forward(self, images: Tensor) -> Tensor:
        return self.model(images.contiguous(memory_format=torch.channels_last))


def inception(arguments: argparse.Namespace) -> nn.Module:
    if arguments.pretrained:
        model = inception_v3(weights=Inception_V3_Weights.IMAGENET1K_V1)
    else:
        torch.manual_seed(SEED)
        model = inception_v3(
            weights=None, aux_logits=True, init_weights=False, transform_input=True
        )
        if arguments.weights:
            model.load_state_dict(torch.load(arguments.weights, weights_only=True))
    model.fc = nn.Identity()
    model.AuxLogits = None
    return model.eval()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", help="file to write, as .pt")
    parser.add_argument("--onnx", help="another file, as .onnx")
    weights = parser.add_mutually_exclusive_group(required=True)
    weights.add_argument("--pretrained", action="store_true")
    weights.add_argument("--weights", help="file of torchvision's weights, as .pth")
    weights.add_argument("--random", action="store_true")
    arguments = parser.parse_args()
    model = inception(arguments)
    example = torch.zeros(2, 3, SIDE, SIDE)
    with torch.no_grad():
        traced = torch.jit.trace(ChannelsLast(model).eval(), example)
        frozen = torch.jit.freeze(traced)
        assert frozen(example[:1]).shape == (1, DIMENSIONS)
        torch.jit.save(frozen, arguments.out)
        if arguments.onnx:
            torch.onnx.export(
                model.to(memory_format=torch.contiguous_format),
                (example,),
                arguments.onnx,
                input_names=["images"],
                output_names=["vectors"],
                dynamic_axes={"images": {0: "batch"}, "vectors": {0: "batch"}},
                dynamo=False,
            )


if __name__ == "__main__":
    main()
