
namespace Marketplace.Infrastructure.Messaging;

/// <summary>The mail server, from <c>Smtp</c>. Without a host, messages become files in the data folder.</summary>
public sealed class SmtpOptions
{
    public const string Section = "Smtp";

    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Address messages come from.</summary>
    public string From { get; set; } = "khong-tra-loi@chophien.invalid";

    /// <summary>Refuse to speak without encryption. Off only for a server on the same machine.</summary>
    public bool RequireTls { get; set; } = true;
}

internal static class MessagingSetup
{
    public static void AddMessaging(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<SmtpOptions>(builder.Configuration.GetSection(SmtpOptions.Section));
        if (string.IsNullOrWhiteSpace(builder.Configuration["Smtp:Host"]))
        {
            builder.Services.AddSingleton<IMessageSender, FolderMessageSender>();
        }
        else
        {
            builder.Services.AddSingleton<IMessageSender, SmtpMessageSender>();
        }

        builder.Services.AddSingleton<MessageFolder>();
        builder.Services.AddScoped<OrderLetters>();
    }
}
