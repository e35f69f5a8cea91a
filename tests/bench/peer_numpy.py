"""What one would write in numpy for the ranks of 200 units x 10 columns under flat Dirichlet weights: microseconds of
processor time per draw of its best form, one thread. tests/bench/robust starts it and says how.

Tried: exponential variates divided by their sum (faster than numpy's own dirichlet()), one matrix product and one
argsort per block of draws, the frequency matrix by one bincount; and ranks as the argsort of an argsort, which sorts
twice; blocks of 200 to 2000 draws. The least of all is the peer."""
import sys
import time

import numpy

UNITS, COLUMNS = 200, 10


def counted(random, data, block, places):
    """The positions of a block in the frequency matrix: order tells who stands at each place."""
    weights = random.standard_exponential((block, COLUMNS))
    weights /= weights.sum(axis=1, keepdims=True)
    order = numpy.argsort(-(weights @ data.T), axis=1)
    return order * UNITS + places


def ranked(random, data, block, places):
    """The same by the rank of each unit."""
    weights = random.dirichlet(numpy.ones(COLUMNS), block)
    ranks = numpy.argsort(numpy.argsort(-(weights @ data.T), axis=1), axis=1)
    return ranks + places * UNITS


def once(form, draws, block):
    random = numpy.random.default_rng(1)
    data = random.uniform(0, 100, (UNITS, COLUMNS))
    start = time.process_time()
    frequency = numpy.zeros(UNITS * UNITS, dtype=numpy.int64)
    places = numpy.arange(UNITS)
    for _ in range(draws // block):
        frequency += numpy.bincount(form(random, data, block, places).ravel(), minlength=UNITS * UNITS)
    table = frequency.reshape(UNITS, UNITS)
    cumulated = table.cumsum(axis=1)
    [(cumulated >= share * draws).argmax(axis=1) for share in (0.05, 0.5, 0.95)]
    (table * (places + 1)).sum(axis=1)
    return (time.process_time() - start) / (draws // block * block) * 1e6


if __name__ == "__main__":
    print(min(once(form, int(sys.argv[1]), block) for form in (counted, ranked) for block in (200, 500, 1000, 2000)))
