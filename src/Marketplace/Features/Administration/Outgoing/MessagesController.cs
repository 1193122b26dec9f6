using Marketplace.Infrastructure.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MimeKit;

namespace Marketplace.Features.Administration.Outgoing;

public sealed record MessageListModel(IReadOnlyList<MessageRow> Messages, string? Next);

public sealed record MessageRow(string Name, string To, string Subject, DateTimeOffset At);

public sealed record MessageModel(string To, string From, string Subject, DateTimeOffset At, string Text);

/// <summary>Shows what the folder sender wrote. Only in Development, where there is no mail server; elsewhere the page is not there.</summary>
[Route("dev/messages")]
[AllowAnonymous]
public sealed class MessagesController(MessageFolder folder, IHostEnvironment environment) : Controller
{
    private const int PageSize = 30;

    [HttpGet]
    public async Task<IActionResult> Index(string? before, CancellationToken ct)
    {
        if (!environment.IsDevelopment())
        {
            return NotFound();
        }

        var names = folder.Names().Where(name => string.IsNullOrEmpty(before) || string.CompareOrdinal(name, before) < 0).Take(PageSize + 1).ToList();
        var rows = new List<MessageRow>();
        foreach (var name in names.Take(PageSize))
        {
            if (await Read(name, ct) is { } letter)
            {
                rows.Add(new MessageRow(name, letter.To.ToString(), letter.Subject ?? "", letter.Date));
            }
        }

        return View("Messages", new MessageListModel(rows, names.Count > PageSize ? names[PageSize - 1] : null));
    }

    [HttpGet("{name}")]
    public async Task<IActionResult> Show(string name, CancellationToken ct) =>
        environment.IsDevelopment() && await Read(name, ct) is { } letter
            ? View("Message", new MessageModel(letter.To.ToString(), letter.From.ToString(), letter.Subject ?? "", letter.Date, letter.TextBody ?? ""))
            : NotFound();

    private async Task<MimeMessage?> Read(string name, CancellationToken ct) =>
        folder.File(name) is { } file ? await MimeMessage.LoadAsync(file, ct) : null;
}
