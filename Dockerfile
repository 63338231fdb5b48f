# One image for each function:  docker build --build-arg FUNCTION=ingest -t zot.local:5000/chaac/ingest:0.1.0 .
# All of them:                  npm run images
# The image holds Debian's C libraries, Node, and a function's bundles: no shell, no package manager, no node_modules.

# Only what builds comes from here. To pin it: --build-arg BUILD_BASE=node:24-bookworm-slim@sha256:…
ARG BUILD_BASE=node:24-bookworm-slim

FROM ${BUILD_BASE} AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN apt-get -q update && sh dev/images/base.sh /out/base "$(readlink -f node_modules/.bin/node)"
RUN PATH="/src/node_modules/.bin:$PATH" node dev/build.ts
ARG FUNCTION
# Fills the compile cache by a start, so that the function wakes without compiling.
RUN PATH="/src/node_modules/.bin:$PATH" node dev/images/app-files.ts "${FUNCTION:?which function?}" /out/function

FROM scratch
COPY --from=build /out/base/ /
COPY --from=build /out/function/ /
ARG FUNCTION
ARG VERSION=0.0.0
LABEL org.opencontainers.image.title="chaac-${FUNCTION}" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.description="A weather pipeline on Knative: stations over HTTP, Kafka and RabbitMQ, CloudEvents, a living picture in Valkey"
ENV PATH=/usr/bin NODE_ENV=production NODE_COMPILE_CACHE=/app/.compile-cache NODE_COMPILE_CACHE_PORTABLE=1 RES_OPTIONS=timeout:1
WORKDIR /app
USER 65532:65532
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/node", "--disable-warning=TimeoutNegativeWarning", "--min-semi-space-size=8", "--max-semi-space-size=16", "--max-old-space-size-percentage=50", "/app/main.mjs"]
