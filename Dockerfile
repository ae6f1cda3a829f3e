# podproof as an image: docker run --rm -v "$PWD:/work:ro" podproof check .
ARG NODE=docker.io/library/node:22-bookworm-slim

FROM ${NODE} AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN mkdir /pack && npm pack --silent --pack-destination /pack

FROM ${NODE}
LABEL org.opencontainers.image.title="podproof" \
      org.opencontainers.image.description="Proves ordering guarantees of the Kubernetes Pod lifecycle on your own manifests" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /pack /pack
RUN npm install --global --no-audit --no-fund /pack/podproof-*.tgz && npm cache clean --force
USER node
WORKDIR /work
ENTRYPOINT ["podproof"]
CMD ["--help"]
