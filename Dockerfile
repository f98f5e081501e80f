# One image for every role; the browser is in the `browser` target only.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json tsconfig.build.json .npmrc ./
COPY cli cli
COPY pipeline pipeline
COPY crawlers crawlers
COPY task-pool task-pool
COPY sample-news sample-news
COPY prompts prompts
# The embedded server is an optional package, and not used with DATABASE_URL set: its 60 MB stay out of the image.
RUN npm ci --no-audit --no-fund && npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:22-bookworm-slim AS worker
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/prompts prompts
COPY --from=build /app/pipeline/teacher/spend/prices.json pipeline/teacher/spend/prices.json
COPY --from=build /app/sample-news sample-news
RUN mkdir -p /app/output && chown node:node /app/output
USER node
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["work"]

FROM worker AS browser
USER root
RUN apt-get update && apt-get install -y --no-install-recommends chromium && rm -rf /var/lib/apt/lists/*
USER node
ENV CHROMIUM_PATH=/usr/bin/chromium
