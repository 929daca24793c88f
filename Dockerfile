# Tenure's image: workers, codec server, command line, sandbox. Debian, because the native part of Temporal's SDK is
# built against glibc (there is no musl build); Node 24, the oldest line that is still looked after for years.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN node node_modules/@typescript/native/bin/tsc -b src/cli workers workflows \
 && npm prune --omit=dev \
 && node --input-type=module -e "await (await import('/app/dist/workers/bundle.js')).writeBundle('/app/dist/workflow-bundle.js')"

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN install -d -o node -g node /var/lib/tenure
USER node
VOLUME /var/lib/tenure
WORKDIR /var/lib/tenure
ENTRYPOINT ["node", "--enable-source-maps", "/app/dist/src/cli/main.js"]
CMD ["--help"]
