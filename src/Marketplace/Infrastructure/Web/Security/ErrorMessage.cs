namespace Marketplace.Infrastructure.Web.Security;

/// <summary>The key of the sentence the error page should show for this request, when the general one says too little.</summary>
internal static class ErrorMessage
{
    public const string Key = "error.message";

    public static void Refuse(this HttpContext context, int status, string messageKey)
    {
        context.Response.StatusCode = status;
        context.Items[Key] = messageKey;
    }
}
