// Puts a text into the clipboard, on plain HTTP too.

/** Whether it is there now. Browsers give pages on plain HTTP no clipboard to write to, but let them answer a copy command. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not allowed here: the older way may be.
    }
  }
  return answerCopyCommand(text);
}

function answerCopyCommand(text: string): boolean {
  let isTaken = false;
  const take = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
    isTaken = event.clipboardData !== null;
  };
  document.addEventListener("copy", take, { capture: true, once: true });
  const isDone = document.execCommand("copy");
  document.removeEventListener("copy", take, { capture: true });
  return isDone && isTaken;
}
