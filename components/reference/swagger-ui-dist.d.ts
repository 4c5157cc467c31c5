// The part of Swagger UI that is used here; the package brings no types.
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface SwaggerRequest {
    credentials?: RequestCredentials;
    cache?: RequestCache;
  }

  interface SwaggerOptions {
    readonly spec: object;
    readonly domNode: HTMLElement;
    readonly persistAuthorization: boolean;
    readonly validatorUrl: null;
    readonly tryItOutEnabled: boolean;
    readonly docExpansion: "list" | "full" | "none";
    readonly defaultModelsExpandDepth: number;
    readonly displayRequestDuration: boolean;
    readonly requestInterceptor: (request: SwaggerRequest) => SwaggerRequest;
    readonly plugins: readonly object[];
    readonly onComplete: () => void;
  }

  export default function SwaggerUIBundle(options: SwaggerOptions): void;
}
