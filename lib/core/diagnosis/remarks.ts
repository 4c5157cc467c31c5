// What a paste shows that no verdict tells, in plain words.
import type { PasteRemark } from "./pasted";

/** A total table, so that every remark has its words. */
export const REMARK_TEXTS: Readonly<Record<PasteRemark, string>> = {
  spaces_around: "The spaces around the credential were left out here. A client that sends them may be refused.",
  quotes_around: "The quotation marks around the credential were left out here. They must not be sent.",
  line_breaks_inside: "The credential was broken over several lines; it was joined here. Store it on one line.",
  broken_line:
    "A line of the command ends without the sign that it goes on (\\ in most shells, ^ in the Command Prompt, ` in PowerShell). A shell would end the command there; it was read to its end here.",
  space_after_continuation:
    "There is a space after the sign that a line goes on. A shell would end the command there; it was read to its end here.",
  cut_at_ampersand: "The command ends at an & outside quotation marks, as it would in a shell. Put the URL in quotation marks.",
  open_quote: "A quotation mark is opened and never closed.",
  typographic_quotes: "There are typographic quotation marks (“ ” ‘ ’), which no shell knows. Replace them with \" or '.",
  header_equals_sign: "curl knows no option with an equals sign: write a space instead, as in --header 'Name: value'.",
  header_without_colon: "A header of the command has no colon, so that curl does not send it.",
  header_file: "The command reads headers from a file, which was not looked at.",
  cookie_file: "The command reads cookies from a file, which was not looked at.",
  stored_credentials: "The command takes credentials or options from a file, which was not looked at.",
  several_urls: "The command calls several URLs. The first one was looked at.",
  unreadable_url: "The command's URL cannot be read.",
};
