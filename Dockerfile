# syntax=docker/dockerfile:1
# docker build -t iop-registry .        serves by default; "docker run … iop-registry migrate" brings the database up to date

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Projects first: packages are restored again only when one of these files changes.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Directory.Build.props src/BannedSymbols.Product.txt src/
COPY src/IopRegistry.Core/*.csproj src/IopRegistry.Core/
COPY src/IopRegistry.PostgreSql/*.csproj src/IopRegistry.PostgreSql/
COPY src/IopRegistry.SqlServer/*.csproj src/IopRegistry.SqlServer/
COPY src/IopRegistry.SqlServer.Types/*.csproj src/IopRegistry.SqlServer.Types/
COPY src/IopRegistry.Api/*.csproj src/IopRegistry.Api/
RUN dotnet restore src/IopRegistry.Api --use-current-runtime -p:FullSqlClientGraph=true -p:PublishReadyToRun=true
COPY src/ src/
# Compiled ahead of time: a quarter less work before the first answer.
RUN dotnet publish src/IopRegistry.Api --no-restore --configuration Release --output /app \
    --use-current-runtime --self-contained false -p:FullSqlClientGraph=true -p:PublishReadyToRun=true

# Has ICU and time zones, which Swedish sorting and Swedish days need; the -alpine and -chiseled images do not.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
COPY LICENSE ./
ENV ASPNETCORE_ENVIRONMENT=Production \
    ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=10s --timeout=6s --start-period=20s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/live HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["dotnet", "IopRegistry.Api.dll"]
