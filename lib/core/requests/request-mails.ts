// The mails about requests for keys. What people typed stands in none of them but for the API's name and the reason of a refusal.

/** Subject and text. */
export interface RequestMail {
  readonly subject: string;
  readonly text: string;
}

const CLOSING = "If you did not ask for this, do nothing: nothing will happen, and nobody is told.\n";

/** Asks a stranger whether the address is theirs. */
export function confirmMail(apiName: string, link: string): RequestMail {
  return {
    subject: `Confirm your request for a key of ${apiName}`,
    text: `Somebody, probably you, asked for a key of ${apiName} with this mail address.\n\nConfirm within 24 hours, and the request is looked at:\n${link}\n\n${CLOSING}`,
  };
}

/** Says that the request waits, and how to take it back. */
export function waitingMail(apiName: string, link: string): RequestMail {
  return {
    subject: `Your request for a key of ${apiName}`,
    text: `Your request for a key of ${apiName} waits for a decision. You will hear of it at this address.\n\nTo withdraw it:\n${link}\n`,
  };
}

/** Leads to the secret, once. */
export function approvedMail(apiName: string, link: string, hours: number): RequestMail {
  return {
    subject: `Your key of ${apiName} is ready`,
    text: `Your request for a key of ${apiName} was approved.\n\nThis link shows its secret, once, to whoever opens it first, within ${hours} hours:\n${link}\n\nHave a safe place ready for the secret: it cannot be shown again. Do not pass this mail on.\n`,
  };
}

/** Says that the link to the secret opens nothing any more. */
export function takenBackMail(apiName: string): RequestMail {
  return {
    subject: `Your key of ${apiName} was taken back`,
    text: `The approval of your request for a key of ${apiName} was taken back before its secret was shown. The link that was sent to you opens nothing any more, and no key was made.\n\nYou may ask again.\n`,
  };
}

/** Tells why not. */
export function refusedMail(apiName: string, reason: string): RequestMail {
  return {
    subject: `Your request for a key of ${apiName}`,
    text: `Your request for a key of ${apiName} was not approved. The reason given:\n\n${reason}\n\nYou may ask again.\n`,
  };
}

/** Tells admins that requests wait. */
export function requestsWaitMail(count: number, link: string | null): RequestMail {
  const wait = count === 1 ? "One request for a key waits" : `${count} requests for keys wait`;
  return {
    subject: `${wait} for a decision`,
    text: `${wait} for a decision. ${link === null ? "Open Requests in the console of Keyfuse." : `Decide here:\n${link}`}\n\nYou are told at most once an hour.\n`,
  };
}
