# A machine with everything that environment/start sets up. `docker build -t crosslens .`, then
#   docker run --rm -p 8888:8888 crosslens                                  JupyterLab, the address with its token is printed
#   docker run --rm -it crosslens ./crosslens figure 1 --data sample        any command
# The first stage serves .devcontainer too; services in the manner of Binder build the second.
FROM debian:12 AS machine
# what the steps of environment/ name for this system, installed by them
COPY environment /tmp/crosslens/environment
RUN /tmp/crosslens/environment/packages && rm -rf /tmp/crosslens
# JupyterLab is not run as root; Binder-like services hand over name and number of the user
ARG NB_USER=crosslens
ARG NB_UID=1000
ENV LANG=C.UTF-8 NB_USER=$NB_USER NB_UID=$NB_UID
RUN useradd --create-home --shell /bin/bash --uid "$NB_UID" "$NB_USER" && install -d -o "$NB_USER" "/home/$NB_USER/crosslens"
USER $NB_USER
WORKDIR /home/$NB_USER/crosslens

FROM machine
COPY --chown=$NB_UID . .
# Maven's files are needed for building alone. Which products are fast and sound is found out on the machine that runs the image, not on the one that builds it.
RUN ./environment/start --no-study && rm -rf ~/.m2 environment/.cache/products
# for services that start `jupyter lab` themselves
ENV PATH="/home/$NB_USER/crosslens/environment/.venv/bin:$PATH"
EXPOSE 8888
CMD ["./environment/lab", "--no-browser", "--ip=0.0.0.0"]
