using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Infrastructure.Web;

/// <summary>What every public read endpoint does: JSON with an entity tag, "not modified" for those who have it, problems as problem+json.</summary>
[ApiController]
[AllowAnonymous]
[EnableCors(Cors)]
public abstract class PublicApiController : ControllerBase, IActionFilter
{
    /// <summary>Anyone's page may read, nobody's may write.</summary>
    public const string Cors = "public-api";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>A program that misspells a filter must not take the wider answer for the one it asked for.</summary>
    [NonAction]
    public void OnActionExecuting(ActionExecutingContext context)
    {
        var known = context.ActionDescriptor.Parameters
            .SelectMany(parameter => parameter.ParameterType.Namespace == nameof(System) ? [parameter.Name] : parameter.ParameterType.GetProperties().Select(property => property.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<Refusal> unknown = [.. context.HttpContext.Request.Query.Keys.Where(name => !known.Contains(name)).Select(name => new Refusal("api.unknown-parameter", name, name))];
        if (unknown.Count > 0)
        {
            context.Result = Unreadable(unknown);
        }
    }

    [NonAction]
    public void OnActionExecuted(ActionExecutedContext context)
    {
    }

    /// <summary>The answer, or 304 when the asker's copy is still right.</summary>
    protected IActionResult Tagged<T>(T answer)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, Json);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"");
        Response.Headers.ETag = tag.ToString();
        Response.Headers.CacheControl = "public, max-age=60";
        var isKnown = Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
        return isKnown ? StatusCode(StatusCodes.Status304NotModified) : File(body, "application/json; charset=utf-8");
    }

    /// <summary>What was asked cannot be read: 400, and each parameter with its reason.</summary>
    protected IActionResult Unreadable(IReadOnlyList<Refusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            ModelState.AddModelError(refusal.Field, Texts.Get(refusal.Code, refusal.Arguments));
        }

        return ValidationProblem(ModelState);
    }

    protected IActionResult NotThere() => Problem(statusCode: StatusCodes.Status404NotFound);
}
