using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Marketplace.Tests.Support;

/// <summary>Speaks enough SMTP to take mails, and answers as it is told.</summary>
internal sealed class MailServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
#pragma warning disable CA2213 // The loop may still look at it; it holds no timer and no handle.
    private readonly CancellationTokenSource _closing = new();
#pragma warning restore CA2213
    private readonly ConcurrentQueue<string> _answers = new();

    public MailServer()
    {
        _listener.Start();
        _ = Task.Run(Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Everything that was handed over, also what was not confirmed.</summary>
    public ConcurrentQueue<MimeMessage> Taken { get; } = new();

    /// <summary>Recipients as the envelopes had them.</summary>
    public ConcurrentQueue<string> Recipients { get; } = new();

    /// <summary>Answers to the next recipients or, with "data:" before them, to the next messages; "data:hang-up" takes the message and says nothing.</summary>
    public void Next(params string[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }
    }

    public void Dispose()
    {
        if (!_closing.IsCancellationRequested)
        {
            _closing.Cancel();
            _listener.Dispose();
        }
    }

    private async Task Accept()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                await Talk(client);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The other side went, or the test is over.
            }
        }
    }

    private async Task Talk(TcpClient client)
    {
        // Bytes as letters, so that what was sent can be read back byte for byte.
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO":
                    await writer.WriteLineAsync("250 test");
                    break;
                case "RCPT":
                    Recipients.Enqueue(line);
                    await writer.WriteLineAsync(Planned(isData: false) ?? "250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    Taken.Enqueue(await Body(reader));
                    var answer = Planned(isData: true) ?? "250 taken";
                    if (answer == "hang-up")
                    {
                        return;
                    }

                    await writer.WriteLineAsync(answer);
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private string? Planned(bool isData)
    {
        const string Prefix = "data:";
        return _answers.TryPeek(out var next) && next.StartsWith(Prefix, StringComparison.Ordinal) == isData && _answers.TryDequeue(out next)
            ? (isData ? next[Prefix.Length..] : next)
            : null;
    }

    private async Task<MimeMessage> Body(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_closing.Token) is { } line && line != ".")
        {
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, _closing.Token);
    }
}
