// Joins class names; of two that contradict each other the later one counts. For the server: browsers are spared its weight.
import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

export function classNames(...values: readonly ClassValue[]): string {
  return twMerge(clsx(values));
}
