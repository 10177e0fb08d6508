# docker build -t bin2nlp .
# One image for each role: BIN2NLP_ROLE is api, worker or all.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS radare2
COPY docker/install-system-packages.sh /src/docker/
RUN /src/docker/install-system-packages.sh --radare2-only

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
COPY --from=radare2 /opt/bin2nlp /opt/bin2nlp
COPY docker/install-system-packages.sh /src/docker/
# tini reaps what a killed sandbox leaves behind; as the first process node would keep it as zombies.
RUN /src/docker/install-system-packages.sh \
  && apt-get install -y -q --no-install-recommends tini \
  && rm -rf /var/lib/apt/lists/* /src \
  && install -d -o node -g node -m 700 /var/lib/bin2nlp
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY config config
RUN chmod +x dist/cli.js && ln -s /app/dist/cli.js /usr/local/bin/bin2nlp
COPY docs docs
# What all of this is made of.
COPY docker/sbom.mjs docker/
RUN node docker/sbom.mjs > sbom.cdx.json

# BIN2NLP_ENVIRONMENT is for whoever starts the image to set.
ENV NODE_ENV=production \
  BIN2NLP_ROLE=all \
  BIN2NLP_SERVER__HOST=0.0.0.0 \
  BIN2NLP_WORKER_HTTP__HOST=0.0.0.0 \
  BIN2NLP_STORAGE__DATA_DIR=/var/lib/bin2nlp

# What the version endpoint tells. Last, so that a new commit leaves the layers above as they are.
ARG BIN2NLP_VERSION=""
ARG GIT_COMMIT=""
ARG GIT_BRANCH=""
ARG BUILD_TIMESTAMP=""
ARG BUILD_NUMBER=""
ARG DOCKER_IMAGE=""
ENV BIN2NLP_VERSION=${BIN2NLP_VERSION} \
  GIT_COMMIT=${GIT_COMMIT} \
  GIT_BRANCH=${GIT_BRANCH} \
  BUILD_TIMESTAMP=${BUILD_TIMESTAMP} \
  BUILD_NUMBER=${BUILD_NUMBER} \
  DOCKER_IMAGE=${DOCKER_IMAGE}

# The user node of the base image, by number: Kubernetes can then tell that it is not root.
USER 1000:1000
# The only place that is written to: the rest works with a read-only root file system.
VOLUME /var/lib/bin2nlp
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "const { BIN2NLP_ROLE: role, BIN2NLP_SERVER__PORT: api = 8000, BIN2NLP_WORKER_HTTP__PORT: worker = 8001 } = process.env; fetch('http://127.0.0.1:' + (role === 'worker' ? worker : api) + '/api/v1/health/live', { signal: AbortSignal.timeout(4000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "-s", "--"]
CMD ["node", "dist/main.js"]
