using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>
/// Stands where the network would begin: everything before it is the product's own SQL Server context, and nothing goes
/// further. It writes down each statement and hands back what it is told to.
/// </summary>
internal sealed class SilentSqlServer(CannedRows rows) : DbConnectionInterceptor
{
    private readonly CannedRows _rows = rows;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _statements = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    /// <summary>Every different statement so far.</summary>
    public IReadOnlyList<string> Statements
    {
        get
        {
            lock (_gate)
            {
                return [.. _statements];
            }
        }
    }

    /// <summary>What SQL Server would have refused about the order of commands.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
            {
                return [.. _faults];
            }
        }
    }

    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData,
        InterceptionResult<DbConnection> result
    ) => InterceptionResult<DbConnection>.SuppressWithResult(new Connection(this));

    private void Write(string statement)
    {
        lock (_gate)
        {
            _statements.Add(statement);
        }
    }

    private void Fault(string fault)
    {
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }

    private sealed class Connection(SilentSqlServer server) : DbConnection
    {
        private ConnectionState _state = ConnectionState.Closed;

        public SilentSqlServer Server => server;

        /// <summary>Without multiple active result sets a connection reads one answer at a time.</summary>
        public SilentReader? Reading { get; set; }

        [AllowNull]
        public override string ConnectionString { get; set; } = "Server=nowhere;Database=iop";

        public override string Database => "iop";

        public override string DataSource => "nowhere";

        public override string ServerVersion => "16.0";

        public override ConnectionState State => _state;

        public Transaction? Current { get; set; }

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        public override void Open() => _state = ConnectionState.Open;

        public override void Close() => _state = ConnectionState.Closed;

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
            Current = new Transaction(this, isolationLevel);

        protected override DbCommand CreateDbCommand() => new Command(this);
    }

    private sealed class Transaction(Connection connection, IsolationLevel isolationLevel) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => isolationLevel;

        public override bool SupportsSavepoints => true;

        protected override DbConnection DbConnection => connection;

        public override void Commit() => connection.Current = null;

        public override void Rollback() => connection.Current = null;

        public override void Save(string savepointName) { }

        public override void Rollback(string savepointName) { }

        public override void Release(string savepointName) { }

        /// <summary>One that is neither committed nor rolled back is undone, as by the real one.</summary>
        protected override void Dispose(bool disposing)
        {
            if (ReferenceEquals(connection.Current, this))
            {
                connection.Current = null;
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>Parameters are real ones of SqlClient, so that a value that it has no type for is found here.</summary>
    private sealed class Command(Connection connection) : DbCommand
    {
        private readonly SqlCommand _parameters = new();

        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        [AllowNull]
        protected override DbConnection DbConnection
        {
            get => connection;
            set => throw new NotSupportedException();
        }

        protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel() { }

        public override void Prepare() { }

        public override int ExecuteNonQuery()
        {
            Note();
            return 1;
        }

        public override object ExecuteScalar()
        {
            Note();
            return 1;
        }

        protected override DbParameter CreateDbParameter() => _parameters.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        {
            Note();
            return connection.Reading = new SilentReader(
                connection.Server._rows.Answer(CommandText, _parameters.Parameters.Cast<SqlParameter>()),
                behavior.HasFlag(CommandBehavior.CloseConnection) ? connection : null
            );
        }

        protected override void Dispose(bool disposing)
        {
            _parameters.Dispose();
            base.Dispose(disposing);
        }

        private void Note()
        {
            var server = connection.Server;
            server.Write(CommandText);
            if (connection.State != ConnectionState.Open)
            {
                server.Fault($"On a closed connection: {CommandText}");
            }

            if (connection.Reading is { IsClosed: false })
            {
                server.Fault($"While another answer was being read: {CommandText}");
            }

            if (!ReferenceEquals(connection.Current, DbTransaction))
            {
                server.Fault($"Outside the transaction of its connection: {CommandText}");
            }

            if (_parameters.Parameters.Count > 2_100)
            {
                server.Fault($"{_parameters.Parameters.Count} parameters: {CommandText}");
            }
        }
    }
}
