// Builds the OpenAPI 3.1 document of one API from what the gate itself goes by: catalogue entry, dialect, schemas, refusals.
import { z } from "zod";
import type { Api, Plan } from "@/lib/core/catalogue";
import { uuidText } from "@/lib/core/schemas/texts";
import type { Header, OpenApiDocument, OperationObject, Parameter, PathItem, Reference, Response } from "./document";
import type { OperationFacts } from "./operation-facts";
import { documentPath, groupOf, nameOperation, type Place, placesOf } from "./paths";
import { refusalResponses, refusalsOf, type ShownRefusal } from "./refusals";
import { createSchemaBook, type SchemaBook } from "./schema-book";
import { type Ways, waysOf } from "./security-schemes";
import { uniqueName } from "./unique-name";
import { describeApi, describePlace } from "./words";

/** An API whose document is wanted. */
export interface DocumentedApi {
  readonly api: Api;
  readonly title: string;
  /** Base URLs, the best one first; at least one. */
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  /** Named in 403 messages when the operator set one. */
  readonly supportUrl: string | null;
  /** What the API is, as Markdown; null = said of its name. */
  readonly introduction: string | null;
  /** What stands in the place of every path parameter; null = only the service behind the API knows. */
  readonly pathValue: z.ZodType | null;
  /** What is known of an operation; null = only its place and its permission. */
  readonly factsOf: (method: string, template: string) => OperationFacts | null;
  /** Refusals of the API beside those of its dialect. */
  readonly moreRefusals: readonly ShownRefusal[];
}

/** The methods that a document can hold. */
const METHODS: ReadonlySet<string> = new Set(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"]);

const FORM = "application/x-www-form-urlencoded";

/** What the parts of one document share while it is built. */
interface Building {
  readonly subject: DocumentedApi;
  readonly ways: Ways;
  readonly book: SchemaBook;
  readonly operationIds: Set<string>;
  readonly refusals: Readonly<Record<string, Reference>>;
  readonly successHeaders: Readonly<Record<string, Reference>>;
}

/** The document. Nothing in it is secret: a catalogue entry holds no credential, and of its upstream only the endpoints are told. */
export function buildDocument(subject: DocumentedApi): OpenApiDocument {
  const { api } = subject;
  const responses = refusalResponses([...refusalsOf(api, subject.supportUrl), ...subject.moreRefusals]);
  const headers = successHeaders(api);
  const building: Building = {
    subject,
    ways: waysOf(api),
    book: createSchemaBook(),
    operationIds: new Set(),
    refusals: Object.fromEntries(Object.keys(responses).map((status) => [status, { $ref: `#/components/responses/Refused${status}` }])),
    successHeaders: Object.fromEntries(Object.keys(headers).map((name) => [name, { $ref: `#/components/headers/${name}` }])),
  };
  const paths = pathsOf(building);
  const tags = new Set(Object.values(paths).flatMap((item) => Object.values(item).flatMap((operation) => operation.tags)));
  return {
    openapi: "3.1.0",
    info: { title: subject.title, version: "1.0.0", description: describeApi(api, subject.introduction) },
    servers: subject.servers,
    tags: [...tags].sort((one, other) => one.localeCompare(other, "en")).map((name) => ({ name })),
    paths,
    components: {
      schemas: building.book.named(),
      responses: Object.fromEntries(Object.entries(responses).map(([status, response]) => [`Refused${status}`, response])),
      parameters: tenantParameter(api),
      headers,
      securitySchemes: building.ways.schemes,
    },
  };
}

function pathsOf(building: Building): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {};
  for (const places of placesOf(building.subject.api).values()) {
    const [first] = places;
    if (first === undefined) continue;
    const { path, parameters } = documentPath(first.template);
    const operations = places.filter(({ method }) => METHODS.has(method));
    paths[path] = Object.fromEntries(
      operations.map((place) => [place.method.toLowerCase(), operationOf(place, path, parameters, building)]),
    );
  }
  return paths;
}

function operationOf(place: Place, path: string, pathParameters: readonly string[], building: Building): OperationObject {
  const { subject, ways, book, operationIds } = building;
  const facts = subject.factsOf(place.method, place.template);
  const isOpen = facts?.access === "open";
  const needs = isOpen ? "Needs no credential." : describePlace(place, subject.api);
  const parameters = [
    ...pathParameters.map((name) => pathParameter(name, subject.pathValue, book)),
    ...queryParameters(facts, book),
    ...(isOpen ? [] : Object.keys(tenantParameter(subject.api)).map((name) => ({ $ref: `#/components/parameters/${name}` }))),
  ];
  return {
    operationId: uniqueName(facts?.id ?? nameOperation(place.method, path), operationIds),
    summary: facts?.summary ?? `${place.method} ${path}`,
    description: facts?.description === undefined ? needs : `${facts.description}\n\n${needs}`,
    tags: [facts?.tag ?? groupOf(path)],
    security: ways.opening(place.template, facts?.access ?? "token-or-key"),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(place, facts, book),
    responses: { ...successes(facts, building), ...(isOpen ? {} : building.refusals) },
  };
}

function pathParameter(name: string, value: z.ZodType | null, book: SchemaBook): Parameter {
  const schema = value === null ? { type: "string", minLength: 1 } : book.schemaOf(value, "input");
  return { name, in: "path", required: true, description: `The \`${name}\` in the path.`, schema };
}

function queryParameters(facts: OperationFacts | null, book: SchemaBook): Parameter[] {
  return Object.entries(facts?.query?.shape ?? {}).map(([name, field]) => {
    const { description, ...schema } = book.schemaOf(field, "input");
    return { name, in: "query", description: typeof description === "string" ? description : `\`${name}\` in the query.`, schema };
  });
}

/** Whatever a protected API takes: its own business, unless it is known. */
function requestBody(place: Place, facts: OperationFacts | null, book: SchemaBook): Pick<OperationObject, "requestBody"> {
  if (facts !== null) {
    const [type, given] = facts.form === undefined ? ["application/json", facts.body] : [FORM, facts.form];
    if (given === undefined) return {};
    const { schema, example, isOptional = false } = given;
    return { requestBody: { required: !isOptional, content: { [type]: { schema: book.schemaOf(schema, "input"), example } } } };
  }
  if (!["POST", "PUT", "PATCH"].includes(place.method)) return {};
  return { requestBody: { required: false, content: { "application/json": { schema: {} } } } };
}

function successes(facts: OperationFacts | null, { book, successHeaders: headers }: Building): Record<string, Response> {
  if (facts === null) return { "2XX": { description: "The answer of the service behind the API, as it came.", headers } };
  const others = Object.entries(facts.others ?? {}).map(([status, description]) => [status, { description }]);
  if (facts.answer === null) return { 200: { description: "Done. No body.", headers }, ...Object.fromEntries(others) };
  const { schema, example } = facts.answer;
  const content = { "application/json": { schema: book.schemaOf(schema, "output"), example } };
  return { 200: { description: "Done.", headers, content }, ...Object.fromEntries(others) };
}

function isPlanLimited({ windows, accountWindows = [], tenantWindows = [], quota }: Plan): boolean {
  return windows.length + accountWindows.length + tenantWindows.length > 0 || quota !== null;
}

function successHeaders(api: Api): Record<string, Header> {
  const id = { "X-Request-Id": { description: "Names this request; support can look it up.", schema: { type: "string" } } };
  const isLimited = api.settings.windows.length > 0 || Object.values(api.plans).some(isPlanLimited);
  if (!isLimited) return id;
  return {
    ...id,
    "RateLimit-Policy": { description: "The limits of the key.", schema: { type: "string" }, example: '"minute";q=100;w=60' },
    RateLimit: { description: "What is left, and the seconds until more is.", schema: { type: "string" }, example: '"minute";r=42;t=17' },
  };
}

function tenantParameter({ dialect: { tenantHeader } }: Api): Record<string, Parameter> {
  if (tenantHeader === null) return {};
  const schema = createSchemaBook().schemaOf(z.optional(uuidText), "input");
  const description = "The tenant that the call is about. Needed only where a call could mean more than one.";
  return { [uniqueName(tenantHeader, new Set())]: { name: tenantHeader, in: "header", required: false, description, schema } };
}
