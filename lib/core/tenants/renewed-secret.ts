// What the action that gives an application's OAuth client another secret answers, once.

export interface RenewedSecret {
  readonly kind: "renewed";
  readonly secret: string;
}
