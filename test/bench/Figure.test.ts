/// <reference types="jest" />
import { percentile } from '../../bench/Figure';

const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('a percentile is the value that so many of a hundred do not exceed', () => {
  const values = oneTo(200).reverse();
  expect([50, 95, 99, 100].map((p) => percentile(values, p))).toEqual([100, 190, 198, 200]);
});

test('a percentile is one of the values, and never between two', () => {
  expect(percentile([1, 10], 50)).toBe(1);
  expect(percentile([1, 10, 100], 50)).toBe(10);
});

test('the lowest percentile is the least value', () => {
  expect(percentile([3, 1, 2], 0)).toBe(1);
});

test('numbers are compared as numbers', () => {
  expect(percentile([10, 9, 100], 50)).toBe(10);
});

test('what was not measured has no percentile', () => {
  expect(percentile([], 50)).toBeNaN();
});
