/**
 * Parameters of a connection by which the server asks a silent client whether it is still there, and ends what it had begun
 * where it is not. Of a machine that is lost, or cut off, no connection is ever closed: by itself the server would keep
 * its locks for two hours, and whoever needs one of its records would wait. This way, half a minute.
 */
export const noticeLostMachines =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=30000';
