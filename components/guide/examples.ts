// Texts of the guide that people copy. Tests run the configurations and the bootstrap file as they stand here.

export const BOOTSTRAP_EXAMPLE = `{
  "apis": [
    {
      "slug": "payments",
      "name": "Payments",
      "dialect": "cryptofuse",
      "upstream": "http://127.0.0.1:9000",
      "endpoints": [
        { "path": "/v0/payments", "methods": ["GET"], "permission": "read" },
        { "path": "/v0/payments/{id}", "methods": ["GET", "DELETE"], "permission": "write" }
      ],
      "plans": [
        { "name": "default", "windows": [{ "limit": 100, "seconds": 60 }, { "limit": 1000, "seconds": 3600 }] }
      ]
    }
  ]
}`;

export const NGINX_EXAMPLE = `map $http_upgrade $connection_upgrade {
    default upgrade;
    ''      '';
}

server {
    listen 443 ssl;
    server_name keys.example.com;

    ssl_certificate     /etc/ssl/keys.example.com.pem;
    ssl_certificate_key /etc/ssl/keys.example.com.key;
    ssl_protocols       TLSv1.2 TLSv1.3;

    # Keyfuse decides how large a body may be, API by API.
    client_max_body_size 0;

    location / {
        # No path behind the address: the path goes on exactly as it came.
        proxy_pass http://127.0.0.1:3000;
        proxy_http_version 1.1;

        proxy_set_header Host              $http_host;
        proxy_set_header X-Forwarded-Host  $http_host;
        proxy_set_header X-Forwarded-For   $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header Upgrade           $http_upgrade;
        proxy_set_header Connection        $connection_upgrade;

        # Streams, such as server-sent events, leave as they are made.
        proxy_buffering         off;
        proxy_request_buffering off;
        proxy_read_timeout      1h;
        proxy_send_timeout      1h;
    }
}`;

export const CADDY_EXAMPLE = `keys.example.com {
	reverse_proxy 127.0.0.1:3000 {
		flush_interval -1
	}
}`;

export const TRAEFIK_EXAMPLE = `http:
  routers:
    keyfuse:
      rule: Host(\`keys.example.com\`)
      entryPoints:
        - websecure
      service: keyfuse
      tls: {}
  services:
    keyfuse:
      loadBalancer:
        passHostHeader: true
        servers:
          - url: http://127.0.0.1:3000`;

export const BEHIND_PROXY_EXAMPLE = `KEYFUSE_URL=https://keys.example.com \\
TRUSTED_PROXIES=127.0.0.1 \\
npm start`;
