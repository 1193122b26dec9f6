using System.Text.RegularExpressions;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Architecture;

/// <summary>SQLite has one writer at a time: who writes without waiting for its turn makes others wait for the busy handler (decision 0001).</summary>
public sealed partial class WriteGateTests
{
    [Fact]
    public void A_handler_that_writes_at_once_is_in_its_commands_transaction_or_takes_its_turn_by_itself()
    {
        var messages = typeof(ITransactional).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(MediatR.IBaseRequest))).ToLookup(type => type.Name);
        var handlers = (
            from file in Repository.Files(Repository.Web, ".cs")
            from declaration in Declaration().Split(File.ReadAllText(file))
            where WritesAtOnce().IsMatch(declaration)
            from Match handled in Handled().Matches(declaration)
            select (File: Path.GetRelativePath(Repository.Web, file), Message: handled.Groups[1].Value, TakesTurn: declaration.Contains("IWriteGate", StringComparison.Ordinal))).ToList();

        Assert.NotEmpty(handlers);
        Assert.DoesNotContain(handlers, handler => !handler.TakesTurn && messages[handler.Message].Any(message => !message.IsAssignableTo(typeof(ITransactional))));
    }

    [GeneratedRegex(@"^(?=(?:internal|public|file) )", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\.Execute(Update|Delete)Async\(")]
    private static partial Regex WritesAtOnce();

    [GeneratedRegex(@"IRequestHandler<(\w+)")]
    private static partial Regex Handled();
}
