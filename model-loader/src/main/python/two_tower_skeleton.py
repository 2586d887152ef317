"""Writes the skeleton of the two-tower model: TorchScript, its weights all zero.

    python two_tower_skeleton.py ../resources/io/tillstream/models/recommend/two-tower-skeleton.pt.gz

Java fills in the weights, trains it and writes it back (TwoTowerTrainer). Zeros, zipped, so that
the file in the source tree is small.
"""

import gzip
import io
import sys

import torch
from torch import Tensor, nn

WIDTH = 64
IDS, CATEGORIES, BRANDS, PRICES, WORDS = 16384, 1024, 4096, 64, 8192
HIDDEN = 128
SHOPPER_FACTS = 4


class TwoTower(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.id_table = nn.Embedding(IDS, WIDTH)
        self.category_table = nn.Embedding(CATEGORIES, WIDTH)
        self.brand_table = nn.Embedding(BRANDS, WIDTH)
        self.price_table = nn.Embedding(PRICES, WIDTH)
        self.word_table = nn.Embedding(WORDS, WIDTH)
        self.image = nn.Linear(WIDTH, WIDTH, bias=False)
        self.item_hidden = nn.Linear(WIDTH, HIDDEN)
        self.item_out = nn.Linear(HIDDEN, WIDTH)
        self.shopper_hidden = nn.Linear(WIDTH + SHOPPER_FACTS, HIDDEN)
        self.shopper_out = nn.Linear(HIDDEN, WIDTH)

    @torch.jit.export
    def items(self, facts: Tensor, images: Tensor) -> Tensor:
        """Product vectors, N x WIDTH.

        facts: N x (4 + words) of int64: buckets of id, category, brand, price, then of the words
        of the title; word bucket 0 is no word. images: N x WIDTH, zeros where there is none.
        """
        words = facts[:, 4:]
        there = (words > 0).to(images.dtype).unsqueeze(2)
        title = (self.word_table(words) * there).sum(1) / there.sum(1).clamp(min=1.0)
        x = (
            self.id_table(facts[:, 0])
            + self.category_table(facts[:, 1])
            + self.brand_table(facts[:, 2])
            + self.price_table(facts[:, 3])
            + title
            + self.image(images)
        )
        return x + self.item_out(torch.relu(self.item_hidden(x)))

    @torch.jit.export
    def shoppers(self, pooled: Tensor, facts: Tensor) -> Tensor:
        """Shopper vectors, N x WIDTH, from the weighted means of the vectors of what they bought
        and N x SHOPPER_FACTS figures about them."""
        x = torch.cat([pooled, facts], 1)
        return pooled + self.shopper_out(torch.relu(self.shopper_hidden(x)))

    def forward(
        self, facts: Tensor, images: Tensor, weights: Tensor, shopper_facts: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Vectors of B shoppers and of N products; weights: B x N, a shopper's past."""
        items = self.items(facts, images)
        return self.shoppers(weights @ items, shopper_facts), items


def main(out: str) -> None:
    model = TwoTower()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(model.train()), buffer)
    with open(out, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as zipped:
        zipped.write(buffer.getvalue())


if __name__ == "__main__":
    main(sys.argv[1])
