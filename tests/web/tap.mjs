// SPDX-License-Identifier: Apache-2.0
// Tests as TAP: a sentence and a function that throws when it is not true.

let count = 0,
  failed = 0;

export async function test(sentence, fn) {
  count += 1;
  try {
    await fn();
    console.log(`ok ${count} - ${sentence}`);
  } catch (error) {
    failed += 1;
    console.log(String(error.stack ?? error).replace(/^/gm, '# '));
    console.log(`not ok ${count} - ${sentence}`);
  }
}

/** Prints the plan and sets the exit status. */
export function finish() {
  console.log(`1..${count}`);
  process.exitCode = failed ? 1 : 0;
}
