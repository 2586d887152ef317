"""Writes the tiny ONNX encoders of EncoderReleaseTest: pip install onnx numpy.

    python make_encoders.py ../resources/encoders

mean-colour gives the mean of each channel, constant the same for every picture, beside-others
the mean of each channel more than the batch has, as networks do that are left in training mode.
"""

import sys
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE = 32


def write(path: Path, factor: float, offset: float, beside_others: bool = False) -> None:
    centre = [
        helper.make_node("ReduceMean", ["means"], ["centre"], axes=[0], keepdims=1),
        helper.make_node("Sub", ["means", "centre"], ["flat"]),
    ]
    graph = helper.make_graph(
        [
            helper.make_node("GlobalAveragePool", ["picture"], ["pooled"]),
            helper.make_node("Flatten", ["pooled"], ["means" if beside_others else "flat"]),
            *(centre if beside_others else []),
            helper.make_node("Mul", ["flat", "factor"], ["scaled"]),
            helper.make_node("Add", ["scaled", "offset"], ["embedding"]),
        ],
        "encoder",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, ["n", 3, SIDE, SIDE])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", 3])],
        [
            numpy_helper.from_array(numpy.array([factor], numpy.float32), "factor"),
            numpy_helper.from_array(numpy.array([offset], numpy.float32), "offset"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def main(out: Path) -> None:
    out.mkdir(exist_ok=True)
    write(out / "mean-colour.onnx", 1, 0)
    write(out / "constant.onnx", 0, 1)
    write(out / "beside-others.onnx", 1, 0, beside_others=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
