// GitHub's published schema, served by graphql-js and filled by @graphql-tools/mock. None of the three is ours: what a
// question means and which shape its answer has is decided by them. Prints the port that it listens on.
const fs = require("node:fs");
const http = require("node:http");
const { parse, validate, execute, GraphQLError } = require("graphql");
const { makeExecutableSchema } = require("@graphql-tools/schema");
const { addMocksToSchema } = require("@graphql-tools/mock");

const typeDefs = fs.readFileSync(process.argv[2], "utf8");
const plain = makeExecutableSchema({ typeDefs, assumeValid: true, assumeValidSDL: true });

const builtIn = ["Int", "Float", "String", "Boolean", "ID"];
const scalars = Object.values(plain.getTypeMap()).filter((type) => type.astNode?.kind === "ScalarTypeDefinition");
const mocks = {};
for (const { name } of scalars) if (!builtIn.includes(name)) mocks[name] = () => name;
let numbers = 100;
Object.assign(mocks, {
  DateTime: () => "2026-07-25T10:00:00Z",
  Repository: () => ({ nameWithOwner: "acme/belt", hasIssuesEnabled: true }),
  Issue: () => ({ number: ++numbers, state: "CLOSED", stateReason: "COMPLETED", url: "https://github.com/acme/belt" }),
  PullRequest: () => ({ number: ++numbers, merged: true }),
  Milestone: () => ({ number: 4 }),
  Actor: () => ({ __typename: "User" }),
  IssueTimelineItems: () => ({ __typename: "ClosedEvent" }),
  IssueComment: () => ({ authorAssociation: "OWNER", isMinimized: false, includesCreatedEdit: false }),
  PageInfo: () => ({ hasNextPage: false, hasPreviousPage: false }),
  RateLimit: () => ({ cost: 1 }),
  Date: () => "2026-07-20",
  SubIssuesSummary: () => ({ total: 2 }),
  ProjectV2FieldConfiguration: () => ({ __typename: "ProjectV2SingleSelectField" }),
  ProjectV2ItemFieldValue: () => ({ __typename: "ProjectV2ItemFieldSingleSelectValue" }),
});
// Lists are mocked with two entries.
for (const name of Object.keys(plain.getTypeMap()).filter((name) => name.endsWith("Connection")))
  mocks[name] = () => ({ totalCount: 2 });

const resolvers = (store) => {
  const numbered = (_, { number }) => {
    if (number >= 404) throw new GraphQLError(`Could not resolve to ${number}.`, { extensions: { type: "NOT_FOUND" } });
    const kind = number === 7 ? "PullRequest" : "Issue";
    store.set(kind, `${kind}-${number}`, "number", number);
    return store.get(kind, `${kind}-${number}`);
  };
  return { Repository: { issueOrPullRequest: numbered, issue: numbered } };
};
const schema = addMocksToSchema({ schema: plain, mocks, resolvers, preserveResolvers: false });

const answer = async (body) => {
  const { query, variables } = JSON.parse(body);
  const document = parse(query);
  const errors = validate(plain, document);
  return errors.length ? { errors } : execute({ schema, document, variableValues: variables });
};

const server = http.createServer(async (request, response) => {
  if (request.method !== "POST") return response.writeHead(404).end("{}");
  let body = "";
  for await (const chunk of request) body += chunk;
  const said = JSON.stringify(await answer(body));
  response.writeHead(200, { "content-type": "application/json" }).end(said);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
