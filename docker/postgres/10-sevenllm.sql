-- The role that sevenllm works as: it owns the ledger's tables and the queue's schema, and can do nothing else on this
-- server. Run once as a superuser in the database of the ledger, which is no one else's. `20-password.sh` gives it a
-- password; without one it cannot log in.
create role sevenllm login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 380;
do $$
begin
  execute format('revoke all on database %I from public', current_database());
  -- `create` is for the schema of the queue, which BullMQ makes itself; a migration needs a temporary table.
  execute format('grant connect, create, temporary on database %I to sevenllm', current_database());
end
$$;
revoke all on schema public from public;
grant usage, create on schema public to sevenllm;
-- Functions that read the server's files or reach other servers are a superuser's alone by default; this stays so.
