// A process of a test: counts seven requests in a slot of its own, says so, and waits to be killed.
import { countedRequest, END, memoryStore, openTestJournal } from "@/lib/adapters/system/journal/journal-under-test";

const journal = await openTestJournal(process.argv[2] ?? "", memoryStore());
for (let index = 0; index < 7; index++) journal.sink.serve(countedRequest(), END);
journal.sink.whenSafe(() => process.send?.(7));
setInterval(() => {}, 1000);
