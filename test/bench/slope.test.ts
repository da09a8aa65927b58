/// <reference types="jest" />
import { slope } from '../../bench/slope';

const points = (...pairs: ReadonlyArray<readonly [x: number, y: number]>) => pairs.map(([x, y]) => ({ x, y }));

test('points on a line have the slope of the line, wherever it begins', () => {
  expect(slope(points([0, 70_000], [200, 82_000], [1_000, 130_000]))).toBeCloseTo(60);
});

test('among points beside each other the line is the one with the least squares of distances', () => {
  expect(slope(points([0, 0], [1, 2], [2, 1], [3, 3]))).toBeCloseTo(0.8);
});

test('what becomes less has a negative slope', () => {
  expect(slope(points([0, 10], [10, 5]))).toBeCloseTo(-0.5);
});

test('one point has no slope', () => {
  expect(slope(points([5, 5]))).toBeNaN();
});
